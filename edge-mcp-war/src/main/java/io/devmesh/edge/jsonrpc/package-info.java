/**
 * JSON-RPC 2.0 messages and their bytes (https://www.jsonrpc.org/specification). Knows nothing of MCP.
 */
package io.devmesh.edge.jsonrpc;
