/**
 * The Model Context Protocol, apart from how bytes travel: picks the protocol era of a message and turns every failure into an answer. Transports are below in http and websocket, eras in stateless and session.
 */
package io.devmesh.edge.mcp;
