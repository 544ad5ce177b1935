/** x. */
package io.devmesh.local;
