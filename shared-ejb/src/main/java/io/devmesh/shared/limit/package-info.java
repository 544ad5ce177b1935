/**
 * What single tenants and keys may use beside the configured limits, and what they have used. Edge MCP keeps to it; whoever administers it changes it.
 */
package io.devmesh.shared.limit;
