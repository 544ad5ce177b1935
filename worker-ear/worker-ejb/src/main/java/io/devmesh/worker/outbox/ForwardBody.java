package io.devmesh.worker.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.event.EventSummary;
import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.PayloadForm;
import io.devmesh.shared.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/**
 * The body of a request: type, time and data, as Standard Webhooks advises. Data is the event as agents read it, what is not
 * known left out, and its payload, which goes from parser to generator without becoming a tree: it may have 25 MiB.
 */
final class ForwardBody {
    private static final int ROOM = 1024;

    private ForwardBody() {}

    /** The payload is written while it is read; where it turns out to be no JSON, all begins anew with it as it came. */
    static byte[] of(ForwardedEvent event) {
        byte[] payload = event.data()
                .map(data -> data.getBytes(UTF_8))
                .orElseGet(() ->
                        PayloadForm.json(event.contentType(), event.body()).orElse(event.body()));
        try {
            return write(event.summary(), payload.length, json -> writePayload(json, payload));
        } catch (JacksonException notJson) {
            return write(event.summary(), event.body().length, json -> writeRaw(json, event.body()));
        }
    }

    private static byte[] write(EventSummary event, int length, Consumer<JsonGenerator> payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length + ROOM);
        try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", event.type());
            json.writeStringProperty(
                    "timestamp",
                    event.normalized().occurredAt().orElse(event.receivedAt()).toString());
            json.writeObjectPropertyStart("data");
            writeEvent(json, event);
            payload.accept(json);
            json.writeEndObject();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeEvent(JsonGenerator json, EventSummary event) {
        json.writeStringProperty("id", event.id().toString());
        json.writeStringProperty("source", event.source());
        json.writeStringProperty("provider", event.provider());
        json.writeStringProperty("type", event.type());
        json.writeStringProperty("status", event.status().wire());
        NormalizedEvent normalized = event.normalized();
        write(json, "repository", normalized.repository());
        write(json, "actor", normalized.actor());
        write(json, "ref", normalized.ref());
        write(json, "subject", normalized.subject());
        write(json, "action", normalized.action());
        write(json, "url", normalized.url());
        write(json, "occurred_at", normalized.occurredAt());
        json.writeStringProperty("received_at", event.receivedAt().toString());
        json.writeStringProperty("delivery_id", event.deliveryId());
    }

    private static void write(JsonGenerator json, String name, Optional<?> value) {
        value.ifPresent(present -> json.writeStringProperty(name, present.toString()));
    }

    /** One value and nothing after it. */
    private static void writePayload(JsonGenerator json, byte[] payload) {
        json.writeName("payload");
        try (JsonParser parser = Json.mapper().createParser(payload)) {
            if (parser.nextToken() == null) {
                throw new StreamReadException(parser, "nothing");
            }
            json.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more than one value");
            }
        }
    }

    /** As text, or as Base64 where it is no text either. */
    private static void writeRaw(JsonGenerator json, byte[] body) {
        try {
            json.writeStringProperty(
                    "raw", UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            json.writeStringProperty("raw_encoding", "utf-8");
        } catch (CharacterCodingException notText) {
            json.writeStringProperty("raw", Base64.getEncoder().encodeToString(body));
            json.writeStringProperty("raw_encoding", "base64");
        }
    }
}
