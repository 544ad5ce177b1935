package io.devmesh.bridge;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An argument of a tool that a header repeats.
 *
 * @param header its whole name
 * @param path of the argument, property by property
 */
record HeaderParameter(String header, List<String> path) {
    HeaderParameter {
        path = List.copyOf(path);
    }

    /** The header's value for these arguments; empty where they have none, or null, there. */
    Optional<String> valueIn(JsonNode arguments) {
        JsonNode value = arguments;
        for (String property : path) {
            value = value.path(property);
        }
        return text(value).map(HeaderValue::encode);
    }

    private static Optional<String> text(JsonNode value) {
        if (value.isString()) {
            return Optional.of(value.stringValue());
        }
        if (value.isBoolean()) {
            return Optional.of(Boolean.toString(value.booleanValue()));
        }
        return value.isNumber() ? Optional.of(plain(value.decimalValue())) : Optional.empty();
    }

    /** 42 for 42.0 and 4.2e1: a header has digits only. */
    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
