/**
 * What is measured, as processes of this machine: Redis, PostgreSQL, the Worker, and Edge MCP with an echo tool. All of it
 * ends with the program that started it.
 */
package io.devmesh.benchmark.servers;
