/**
 * Answers remembered on two levels: in memory, and in Redis for all replicas where that is enabled. The tenant is part of every key, and trouble with the cache is a miss, never an error.
 */
package io.devmesh.edge.cache;
