package io.devmesh.edge.webhook;

import io.devmesh.shared.event.PayloadForm;
import io.devmesh.shared.json.Json;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The three top-level facts that the stream entry carries, read without building the payload's tree: the door has no time
 * for more. A body that is not JSON yields what was read until then; the Worker says what is wrong with it.
 */
record GithubPeek(Optional<String> action, Optional<String> repository, Optional<String> sender) {
    static GithubPeek into(Delivery delivery) {
        Reading reading = new Reading();
        try (JsonParser parser = Json.mapper()
                .createParser(PayloadForm.json(delivery.contentType(), delivery.body())
                        .orElse(new byte[0]))) {
            reading.readObject(parser);
        } catch (JacksonException notJson) {
            // Said in the class comment: what was read until then is good.
        }
        return new GithubPeek(
                Optional.ofNullable(reading.action),
                Optional.ofNullable(reading.repository),
                Optional.ofNullable(reading.sender));
    }

    private static final class Reading {
        private String action;
        private String repository;
        private String sender;

        void readObject(JsonParser parser) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "action" -> action = value == JsonToken.VALUE_STRING ? parser.getString() : null;
                    case "repository" -> repository = textIn(parser, "full_name");
                    case "sender" -> sender = textIn(parser, "login");
                    default -> {}
                }
                parser.skipChildren();
            }
        }

        /** The text of that property of the object at hand, which is read to its end. */
        private static String textIn(JsonParser parser, String property) {
            String text = null;
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = parser.currentName().equals(property);
                JsonToken value = parser.nextToken();
                if (wanted && value == JsonToken.VALUE_STRING) {
                    text = parser.getString();
                }
                parser.skipChildren();
            }
            return text;
        }
    }
}
