/**
 * Events for minutes on end, and whether anything grows by it: the heap, what is pending, what is not read yet. A leak that a
 * round of seconds does not show, this does.
 */
package io.devmesh.benchmark.sustained;
