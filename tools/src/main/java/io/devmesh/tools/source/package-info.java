/**
 * {@code devmesh source}: looks after the sources of webhooks. Writes what the door of Edge MCP reads.
 */
package io.devmesh.tools.source;
