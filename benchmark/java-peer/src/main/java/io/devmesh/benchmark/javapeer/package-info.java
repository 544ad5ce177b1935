/**
 * The official Java SDK of MCP on an embedded Tomcat, with the same echo tool that Edge MCP is measured with. Nothing stands
 * in front of it: no authentication, no checks of Host or Origin.
 */
package io.devmesh.benchmark.javapeer;
