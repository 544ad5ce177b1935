/**
 * JobRunr on PostgreSQL with a job that does nothing, told by HTTP to fill its queue and to drain it. It keeps the time
 * itself, from the first job to the last.
 */
package io.devmesh.benchmark.jobpeer;
