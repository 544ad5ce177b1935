/**
 * What a call of the same tool costs on servers made with the official SDKs, in turns with Edge MCP and the bare servlet.
 * The SDKs' servers get every advantage that their documentation names, and check nothing but the tool's arguments.
 */
package io.devmesh.benchmark.peer;
