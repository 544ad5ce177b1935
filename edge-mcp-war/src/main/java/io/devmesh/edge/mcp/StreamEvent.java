package io.devmesh.edge.mcp;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing on its way to a client.
 *
 * @param id where the client may go on after a loss; only for transports that know ids
 * @param message one JSON-RPC message; empty for an event that only tells the id
 * @param retry how long the client should wait before it comes back
 */
public record StreamEvent(Optional<String> id, byte[] message, Optional<Duration> retry) {
    private static final byte[] NOTHING = new byte[0];

    /** A message that cannot be asked for again. */
    public static StreamEvent of(byte[] message) {
        return new StreamEvent(Optional.empty(), message, Optional.empty());
    }

    public static StreamEvent of(String id, byte[] message) {
        return new StreamEvent(Optional.of(id), message, Optional.empty());
    }

    /** Tells where to go on, and when. */
    public static StreamEvent mark(String id, Duration retry) {
        return new StreamEvent(Optional.of(id), NOTHING, Optional.of(retry));
    }

    public boolean hasMessage() {
        return message.length > 0;
    }
}
