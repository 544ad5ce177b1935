package io.devmesh.shared.event;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Ordering;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What events have in common that are to be processed in order of arrival. */
public final class OrderKey {
    private static final int MAX_LENGTH = 300;

    private OrderKey() {}

    /** Empty where the event is in no order; an event without the field in question is in none. */
    public static Optional<String> of(WebhookEvent event, Ordering ordering) {
        return switch (ordering) {
            case Ordering.None none -> Optional.empty();
            case Ordering.BySource bySource -> Optional.of(event.source().value());
            case Ordering.ByRepository byRepository -> event.repository().map(repository -> key(event, repository));
            case Ordering.ByField(var pointer) -> field(event, pointer).map(value -> key(event, value));
        };
    }

    private static Optional<String> field(WebhookEvent event, tools.jackson.core.JsonPointer pointer) {
        try {
            JsonNode value = Json.mapper().readTree(event.body()).at(pointer);
            return value.isValueNode() && !value.isNull() ? Optional.of(value.asString()) : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** Longer ones are cut: at worst two keys are one, which costs speed and not order. */
    private static String key(WebhookEvent event, String value) {
        String key = event.source() + "/" + value.replace('\0', '?');
        return key.length() > MAX_LENGTH ? key.substring(0, MAX_LENGTH) : key;
    }
}
