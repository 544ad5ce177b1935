/**
 * How fast queues that others have made run jobs that do nothing, in turns with the Worker's drain, on the same Redis and
 * PostgreSQL. A peer keeps the time itself, so that only its jobs count.
 */
package io.devmesh.benchmark.queue;
