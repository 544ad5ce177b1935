/**
 * MCP over WebSocket on /ws, one JSON-RPC message for each text frame, subprotocol mcp. Not a standard transport of MCP; the same messages as over HTTP travel on it.
 */
package io.devmesh.edge.mcp.websocket;
