/**
 * Streamable HTTP on one endpoint, /mcp (https://modelcontextprotocol.io/specification/2026-07-28/basic/transports). Turns requests into messages and replies into responses; decides nothing else.
 */
package io.devmesh.edge.mcp.http;
