/**
 * Threads for calls that take long, a clock that wakes, and the signs that the process is to stop. Knows nothing of what is done in them.
 */
package io.devmesh.edge.work;
