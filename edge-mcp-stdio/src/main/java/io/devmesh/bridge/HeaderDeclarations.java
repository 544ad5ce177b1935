package io.devmesh.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds {@code x-mcp-header} in an input schema (SEP-2243). */
final class HeaderDeclarations {
    private static final String KEYWORD = "x-mcp-header";
    private static final String PREFIX = "Mcp-Param-";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Set<String> PRIMITIVES = Set.of("string", "integer", "boolean", "null");

    /** Keywords whose values are data, not schemas. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");

    private final List<HeaderParameter> found = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();

    private HeaderDeclarations() {}

    static List<HeaderParameter> of(JsonNode inputSchema) throws InvalidToolException {
        HeaderDeclarations declarations = new HeaderDeclarations();
        declarations.reachable(inputSchema, List.of());
        return declarations.found;
    }

    /** A schema to which only {@code properties} lead. */
    private void reachable(JsonNode schema, List<String> path) throws InvalidToolException {
        if (schema.has(KEYWORD)) {
            found.add(declared(schema, path));
        }
        for (var keyword : schema.properties()) {
            if (keyword.getKey().equals("properties")) {
                for (var property : keyword.getValue().properties()) {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(property.getKey());
                    reachable(property.getValue(), longer);
                }
            } else if (!DATA.contains(keyword.getKey()) && hasKeyword(keyword.getValue())) {
                throw new InvalidToolException(KEYWORD + " stands below " + keyword.getKey());
            }
        }
    }

    private HeaderParameter declared(JsonNode schema, List<String> path) throws InvalidToolException {
        String name = schema.path(KEYWORD).stringValueOpt().orElse("");
        if (!TOKEN.matcher(name).matches()) {
            throw new InvalidToolException(KEYWORD + " is not the name of a header");
        }
        if (path.isEmpty() || !isPrimitive(schema.path("type"))) {
            throw new InvalidToolException(KEYWORD + " " + name + " is not on a string, integer or boolean");
        }
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw new InvalidToolException(KEYWORD + " " + name + " is there twice");
        }
        return new HeaderParameter(PREFIX + name, path);
    }

    private static boolean isPrimitive(JsonNode type) {
        if (!type.isArray()) {
            return PRIMITIVES.contains(type.stringValueOpt().orElse(""));
        }
        return !type.isEmpty()
                && type.valueStream()
                        .allMatch(each ->
                                PRIMITIVES.contains(each.stringValueOpt().orElse("")));
    }

    private static boolean hasKeyword(JsonNode node) {
        return node.findValue(KEYWORD) != null;
    }
}
