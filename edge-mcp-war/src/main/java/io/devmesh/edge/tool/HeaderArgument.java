package io.devmesh.edge.tool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An argument that clients repeat in the header {@code Mcp-Param-name}, so that proxies can decide by it; marked with
 * {@code x-mcp-header} in the input schema (SEP-2243). Never mark a secret.
 *
 * @param name what follows {@code Mcp-Param-}
 * @param path the names of properties that lead to it
 */
public record HeaderArgument(String name, List<String> path) {
    static final String MARK = "x-mcp-header";

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");

    /** Those of {@code schema}; throws IllegalArgumentException where the specification does not allow one. */
    static List<HeaderArgument> in(ObjectNode schema) {
        List<HeaderArgument> found = new ArrayList<>();
        collect(schema, List.of(), found);
        Set<String> names = new HashSet<>();
        found.forEach(argument -> {
            if (!names.add(argument.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("two arguments have the header " + argument.name());
            }
        });
        return List.copyOf(found);
    }

    private static void collect(JsonNode schema, List<String> path, List<HeaderArgument> found) {
        if (schema.has(MARK)) {
            String name = schema.path(MARK).asString("");
            String type = schema.path("type").asString("");
            if (!TOKEN.matcher(name).matches() || !TYPES.contains(type)) {
                throw new IllegalArgumentException(
                        MARK + " of " + path + " must be a header name, of a string, integer or boolean");
            }
            found.add(new HeaderArgument(name, path));
        }
        schema.path("properties").forEachEntry((property, value) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(property);
            collect(value, List.copyOf(longer), found);
        });
    }

    /** The argument's value; a missing node where there is none. */
    public JsonNode valueIn(JsonNode arguments) {
        JsonNode value = arguments;
        for (String name : path) {
            value = value.path(name);
        }
        return value;
    }

    /** Whether {@code header}, decoded, says the same as {@code value}; numbers are compared as numbers. */
    public static boolean agrees(String header, JsonNode value) {
        if (value.isNumber()) {
            try {
                return new BigDecimal(header).compareTo(value.decimalValue()) == 0;
            } catch (NumberFormatException noNumber) {
                return false;
            }
        }
        return value.isValueNode() && header.equals(value.asString(""));
    }
}
