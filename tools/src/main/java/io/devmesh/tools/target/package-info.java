/**
 * {@code devmesh target}: looks after the places that events are forwarded to. Writes what the Worker reads.
 */
package io.devmesh.tools.target;
