/**
 * Carries a client that speaks MCP over stdio to the endpoint of Edge MCP, which speaks it over HTTP. Messages pass as they
 * are; what one transport has and the other lacks (headers, sessions, streams, cancellation) is translated here.
 */
package io.devmesh.bridge;
