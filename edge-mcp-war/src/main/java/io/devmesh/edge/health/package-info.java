/**
 * What the probes of Edge MCP ask, and the work that must be done before it is started. Readiness names the cause and the fix.
 */
package io.devmesh.edge.health;
