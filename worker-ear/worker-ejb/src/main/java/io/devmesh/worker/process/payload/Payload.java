package io.devmesh.worker.process.payload;

import io.devmesh.shared.event.PayloadForm;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/** What a delivery's bytes say: a JSON object, or nothing that anybody can read. */
public sealed interface Payload {
    /** The parsed object. */
    record Parsed(JsonNode root) implements Payload {}

    /** Says why to people, without quoting the body. */
    record Refused(String reason) implements Payload {}

    /** Decodes JSON, and the form field {@code payload} that some senders put it into. */
    static Payload of(WebhookEvent event) {
        return PayloadForm.json(event.contentType(), event.body())
                .map(Payload::ofJson)
                .orElseGet(() -> new Refused("the form has no URL-encoded field named payload"));
    }

    private static Payload ofJson(byte[] json) {
        try {
            JsonNode root = Json.mapper().readTree(json);
            return root.isObject() ? new Parsed(root) : new Refused("the body is not a JSON object");
        } catch (StreamConstraintsException tooMuch) {
            return new Refused("the body is nested too deeply, or holds a text or number that is too long");
        } catch (JacksonException malformed) {
            return new Refused("the body is not JSON");
        }
    }
}
