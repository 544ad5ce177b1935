package io.devmesh.tools.migrate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.StreamEntryID;

/**
 * An entry of a stream, byte by byte.
 *
 * @param fields names and values in turn, as they were written
 */
record Entry(StreamEntryID id, List<byte[]> fields) {
    /** From the wire form: {@code [id, [name, value, name, value…]]}. */
    static Entry of(Object raw) {
        List<?> parts = (List<?>) raw;
        List<byte[]> fields = new ArrayList<>();
        ((List<?>) parts.get(1)).forEach(field -> fields.add((byte[]) field));
        return new Entry(new StreamEntryID(new String((byte[]) parts.get(0), US_ASCII)), fields);
    }

    long bytes() {
        return fields.stream().mapToLong(field -> field.length).sum();
    }
}
