/**
 * What operators see and do: dead letters, the queue, sources, quarantined entries. The Worker's API and the tools of Edge MCP are thin over it.
 */
package io.devmesh.shared.operation;
