/**
 * Threads for calls that take long, and a clock that wakes. Knows nothing of what is done in them.
 */
package io.devmesh.edge.work;
