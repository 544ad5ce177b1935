/**
 * Protocol 2026-07-28, where every request says all that it needs (https://modelcontextprotocol.io/specification/2026-07-28). Touches no shared protocol state, so any replica answers.
 */
package io.devmesh.edge.mcp.stateless;
