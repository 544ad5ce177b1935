package io.devmesh.benchmark.drain;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.stream.EventCodec;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An event in the client's form of a stream entry. */
public final class EntryFields {
    private EntryFields() {}

    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // the client's type; it only iterates over it
    public static Map<byte[], byte[]> of(WebhookEvent event) {
        Map<byte[], byte[]> fields = new LinkedHashMap<>();
        EventCodec.encode(event).forEach((name, value) -> fields.put(bytes(name), value));
        return fields;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
