package io.devmesh.benchmark.drain;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.resps.StreamEntryBinary;

/** Entries in columns. */
record BareRows(String[] ids, String[] types, String[] received, byte[][] bodies) {
    static BareRows ofSize(int size) {
        return new BareRows(new String[size], new String[size], new String[size], new byte[size][]);
    }

    static BareRows of(List<StreamEntryBinary> entries) {
        BareRows rows = ofSize(entries.size());
        for (int i = 0; i < rows.size(); i++) {
            for (Map.Entry<byte[], byte[]> field : entries.get(i).getFields().entrySet()) {
                rows.set(i, text(field.getKey()), field.getValue());
            }
        }
        return rows;
    }

    int size() {
        return ids.length;
    }

    private void set(int row, String field, byte[] value) {
        switch (field) {
            case "event_id" -> ids[row] = text(value);
            case "event_type" -> types[row] = text(value);
            case "timestamp" -> received[row] = text(value);
            case "payload" -> bodies[row] = value;
            default -> {}
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
