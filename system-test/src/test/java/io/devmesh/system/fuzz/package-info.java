/**
 * Sends Edge MCP what no client should send, over HTTP and WebSocket, and judges whatever comes back. What is sent depends on a seed
 * only, so that a finding can be made again.
 */
package io.devmesh.system.fuzz;
