/**
 * What the methods of MCP do, in the form that both eras share: lists, completions, and calls that may ask the client and be called again. Knows neither transport nor era.
 */
package io.devmesh.edge.mcp.operation;
