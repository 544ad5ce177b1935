/**
 * What the images do before Open Liberty starts. It is a jar of its own, with nothing but the JDK.
 */
package io.devmesh.tools.start;
