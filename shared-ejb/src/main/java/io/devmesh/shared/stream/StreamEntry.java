package io.devmesh.shared.stream;

import java.util.Map;

/**
 * An entry of the stream that was delivered to a consumer and waits for its acknowledgement.
 *
 * @param fields by name; values are bytes because a payload need not be text
 */
public record StreamEntry(EntryId id, Map<String, byte[]> fields) {
    /** Bytes of all values: what the entry costs in memory, near enough. */
    public long size() {
        return fields.values().stream().mapToLong(value -> value.length).sum();
    }
}
