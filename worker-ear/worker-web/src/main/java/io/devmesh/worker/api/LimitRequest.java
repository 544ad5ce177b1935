package io.devmesh.worker.api;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.limit.LimitField;
import io.devmesh.shared.limit.LimitOverride;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Limits as callers write and read them. */
final class LimitRequest {
    static final Set<String> FIELDS =
            Arrays.stream(LimitField.values()).map(LimitField::wire).collect(Collectors.toUnmodifiableSet());

    private LimitRequest() {}

    /** At least one; says which is wrong, and how it would be right. */
    static LimitOverride of(ObjectNode json) {
        Map<LimitField, Integer> values = new EnumMap<>(LimitField.class);
        json.properties()
                .forEach(member -> LimitField.of(member.getKey())
                        .ifPresent(field -> values.put(field, number(field, member.getValue()))));
        if (values.isEmpty()) {
            throw Input.invalid("The body names no limit: give at least one of "
                    + FIELDS.stream().sorted().toList() + ", or DELETE for the configuration's");
        }
        return LimitOverride.of(values);
    }

    /** Those that are not empty. */
    static ObjectNode json(LimitOverride limits) {
        ObjectNode json = Json.mapper().createObjectNode();
        limits.values().forEach((field, value) -> json.put(field.wire(), value));
        return json;
    }

    private static int number(LimitField field, JsonNode value) {
        if (!value.canConvertToLong() || !value.isIntegralNumber() || !field.allows(value.longValue())) {
            throw Input.invalid(field.wire() + " is " + shown(value) + ", and must be a number from 1 to "
                    + field.most() + "; leave it out for the configuration's");
        }
        return value.intValue();
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() > 30 ? text.substring(0, 30) + "…" : text;
    }
}
