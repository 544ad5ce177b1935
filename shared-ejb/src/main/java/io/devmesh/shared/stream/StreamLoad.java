package io.devmesh.shared.stream;

import java.util.OptionalInt;

/**
 * How full the conveyor is.
 *
 * @param entries on the stream, those that are being processed included
 * @param memoryPercent of what Redis may use; empty where it has no limit or does not tell
 */
public record StreamLoad(long entries, OptionalInt memoryPercent) {
    /** What is assumed where Redis does not answer. */
    public static final StreamLoad UNKNOWN = new StreamLoad(0, OptionalInt.empty());
}
