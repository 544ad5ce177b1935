/**
 * Turns a provider's payload into one normalized event. One package for each provider below; none of them touches Redis or
 * PostgreSQL.
 */
package io.devmesh.worker.process;
