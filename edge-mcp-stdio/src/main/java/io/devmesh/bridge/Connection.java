package io.devmesh.bridge;

/**
 * What all exchanges with the server share.
 *
 * @param session of the older era
 * @param tools what is known of tools in the newer era
 * @param watch ends what takes too long
 */
record Connection(Upstream upstream, Problems problems, Session session, ToolHeaders tools, Watch watch, Log log) {}
