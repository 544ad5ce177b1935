/**
 * Protocols 2025-03-26 to 2025-11-25, which start with initialize (https://modelcontextprotocol.io/specification/2025-11-25). When their last client is gone, this folder can be deleted.
 */
package io.devmesh.edge.mcp.session;
