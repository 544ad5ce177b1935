/**
 * Laid into Edge MCP where it is to be benchmarked, and nowhere else. An echo tool shows what a call of a tool costs that
 * does nothing; a bare servlet shows what the same server costs without us.
 */
package io.devmesh.benchmark.server;
