package io.devmesh.worker.process.github;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.json.Json;
import java.net.URLDecoder;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/** What a delivery's bytes say: a JSON object, or nothing that anybody can read. */
sealed interface Payload {
    /** The parsed object. */
    record Parsed(JsonNode root) implements Payload {}

    /** Says why to people, without quoting the body. */
    record Refused(String reason) implements Payload {}

    /** Decodes both content types that a GitHub webhook can be set to. */
    static Payload of(WebhookEvent event) {
        String contentType = event.contentType().toLowerCase(Locale.ROOT);
        return contentType.startsWith("application/x-www-form-urlencoded")
                ? ofForm(event.body())
                : ofJson(event.body());
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

    /** Every byte is one ISO 8859-1 character on the way, so that the JSON parser sees the UTF-8 as it was sent. */
    private static Payload ofForm(byte[] form) {
        String fields = "&" + new String(form, ISO_8859_1);
        String name = "&payload=";
        int start = fields.indexOf(name);
        if (start < 0) {
            return new Refused("the form has no field named payload");
        }
        int end = fields.indexOf('&', start + name.length());
        return ofEncoded(fields.substring(start + name.length(), end < 0 ? fields.length() : end));
    }

    private static Payload ofEncoded(String value) {
        byte[] json;
        try {
            json = URLDecoder.decode(value, ISO_8859_1).getBytes(ISO_8859_1);
        } catch (IllegalArgumentException badEscape) {
            return new Refused("the form's field payload is not URL-encoded");
        }
        return ofJson(json);
    }
}
