/**
 * What every servlet of Edge MCP needs from HTTP. Holds no protocol and no policy.
 */
package io.devmesh.edge.http;
