package io.devmesh.edge.tool;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a tool's arguments must be like (JSON Schema 2020-12), compiled once. Never fetches anything. */
final class InputSchema {
    private static final int MAX_PROBLEMS = 5;
    private static final int MANY = 2_000;
    private static final String META_SCHEMAS = "https://json-schema.org/"; // the library has them
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .keyword(new NonValidationKeyword(HeaderArgument.MARK))
                    .build(),
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build())
                    .schemaLoader(loader -> loader.allow(iri -> iri.toString().startsWith(META_SCHEMAS))));

    private final Schema schema;

    private InputSchema(Schema schema) {
        this.schema = schema;
    }

    /** Throws IllegalArgumentException for a schema that is none, or that refers to something outside itself. */
    static InputSchema of(ObjectNode json) {
        if (json.findValues("$dynamicRef").stream()
                .anyMatch(ref -> ref.isString() && !ref.stringValue().startsWith("#"))) {
            throw new IllegalArgumentException("$dynamicRef of an input schema must begin with #");
        }
        try {
            Schema schema = REGISTRY.getSchema(json);
            schema.initializeValidators();
            return new InputSchema(schema);
        } catch (SchemaException invalid) {
            throw new IllegalArgumentException("not an input schema: " + invalid.getMessage(), invalid);
        }
    }

    /**
     * What is wrong with {@code arguments} and where, up to five. Of many arguments only the first problem is looked for,
     * because there may be as many as arguments.
     */
    List<String> problems(ObjectNode arguments) {
        List<Error> errors = areMany(arguments)
                ? schema.validate(arguments, context -> context.executionConfig(config -> config.failFast(true)))
                : schema.validate(arguments);
        return errors.stream()
                .limit(MAX_PROBLEMS)
                .map(error -> "arguments" + error.getInstanceLocation() + ": " + error.getMessage() + " ("
                        + error.getKeyword() + ")")
                .toList();
    }

    private static boolean areMany(JsonNode arguments) {
        Deque<JsonNode> left = new ArrayDeque<>(List.of(arguments));
        int seen = 0;
        while (!left.isEmpty() && seen <= MANY) {
            JsonNode node = left.pop();
            seen += 1 + node.size();
            if (seen <= MANY) {
                node.forEach(left::push);
            }
        }
        return seen > MANY;
    }
}
