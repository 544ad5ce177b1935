/**
 * The cache of Edge MCP against a real Redis that is killed, paused and filled with garbage. Each replica is an object here, not a server.
 */
package io.devmesh.system.cache;
