package io.devmesh.system.fuzz;

import java.util.List;

/**
 * What came back.
 *
 * @param status of HTTP; 0 where nothing came, or over WebSocket
 * @param texts each message by itself
 * @param raw all of it, as it came
 * @param session that it begins, empty where it begins none
 * @param end why no more is read
 */
record Exchange(int status, List<String> texts, String raw, String session, End end) {
    /** Why no more is read. */
    enum End {
        /** All is there. */
        COMPLETE,
        /** The server let the client come again later. */
        HUNG_UP,
        /** The stream stays open by design, and was left. */
        LEFT,
        TIMED_OUT,
        /** The connection ended where it should not. */
        LOST
    }
}
