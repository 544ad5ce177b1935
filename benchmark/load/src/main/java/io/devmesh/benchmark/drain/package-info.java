/**
 * How fast a filled stream becomes committed rows: the Worker against a bare program that makes the same calls to Redis and
 * PostgreSQL and does nothing else.
 */
package io.devmesh.benchmark.drain;
