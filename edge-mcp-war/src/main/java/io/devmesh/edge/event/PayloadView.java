package io.devmesh.edge.event;

import io.devmesh.shared.event.EventDetail;
import io.devmesh.shared.event.PayloadForm;
import io.devmesh.shared.json.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** How much an agent wants to see of what the provider sent. */
public enum PayloadView {
    /** As JSON; raw where the body is none. */
    JSON,
    /** Byte for byte. */
    RAW,
    NONE;

    /** Throws IllegalArgumentException for any other word. */
    public static PayloadView ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** Puts {@code payload}, or {@code raw} and {@code raw_encoding}, or nothing. */
    public void put(ObjectNode result, EventDetail event) {
        switch (this) {
            case JSON -> putJson(result, event);
            case RAW -> putRaw(result, event.body());
            case NONE -> {}
        }
    }

    private static void putJson(ObjectNode result, EventDetail event) {
        byte[] json = PayloadForm.json(event.contentType(), event.body()).orElse(event.body());
        try {
            result.set("payload", Json.mapper().readTree(json));
        } catch (JacksonException notJson) {
            putRaw(result, event.body());
        }
    }

    /** As text where the bytes are UTF-8, else as Base64. */
    private static void putRaw(ObjectNode result, byte[] body) {
        try {
            result.put(
                    "raw",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
            result.put("raw_encoding", "utf-8");
        } catch (CharacterCodingException notText) {
            result.put("raw", Base64.getEncoder().encodeToString(body));
            result.put("raw_encoding", "base64");
        }
    }
}
