package io.devmesh.shared.stream;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.resps.StreamEntryBinary;

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

    static StreamEntry of(StreamEntryBinary raw) {
        Map<String, byte[]> fields = new HashMap<>();
        raw.getFields().forEach((name, value) -> fields.put(text(name), value));
        return new StreamEntry(new EntryId(raw.getID().toString()), fields);
    }

    /** From the wire form: {@code [id, [name, value, name, value…]]}. */
    static StreamEntry ofWire(List<?> raw) {
        List<?> flat = (List<?>) raw.get(1);
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            fields.put(text((byte[]) flat.get(i)), (byte[]) flat.get(i + 1));
        }
        return new StreamEntry(new EntryId(text((byte[]) raw.get(0))), fields);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
