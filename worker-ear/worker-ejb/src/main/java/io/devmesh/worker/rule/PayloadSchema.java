package io.devmesh.worker.rule;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/** What a payload must be like (JSON Schema 2020-12), compiled once. Never fetches anything. */
final class PayloadSchema {
    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_SHOWN = 200;
    private static final String META_SCHEMAS = "https://json-schema.org/"; // the library has them
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            Dialects.getDraft202012(),
            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .regularExpressionFactory(BoundedPattern::of)
                            .build())
                    .schemaLoader(loader -> loader.allow(iri -> iri.toString().startsWith(META_SCHEMAS))));

    private final String path;
    private final Schema schema;

    private PayloadSchema(String path, Schema schema) {
        this.path = path;
        this.schema = schema;
    }

    /** Throws IllegalArgumentException for a schema that is none, is too large, or refers to something outside itself. */
    static PayloadSchema of(Clause clause) {
        JsonNode json = clause.node();
        if (!json.isObject()) {
            throw clause.wrong("must be a JSON Schema, which is an object");
        }
        if (!Size.isWithin(MAX_BYTES, json) || depth(json) > MAX_DEPTH) {
            throw clause.wrong("may have at most " + MAX_BYTES / 1024 + " KiB and " + MAX_DEPTH + " levels");
        }
        if (json.findValues("$dynamicRef").stream()
                .anyMatch(ref -> !ref.asString("").startsWith("#"))) {
            throw clause.wrong("refers to something outside itself; $dynamicRef must begin with #");
        }
        return new PayloadSchema(clause.path(), compiled(clause));
    }

    private static Schema compiled(Clause clause) {
        try {
            List<Error> errors = REGISTRY.getSchema(
                            SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                    .validate(clause.node());
            if (!errors.isEmpty()) {
                throw clause.wrong("is not a JSON Schema of 2020-12: at "
                        + errors.getFirst().getInstanceLocation() + " "
                        + errors.getFirst().getMessage());
            }
            Schema schema = REGISTRY.getSchema(clause.node().deepCopy());
            schema.initializeValidators();
            return schema;
        } catch (SchemaException | PatternSyntaxException invalid) {
            throw clause.wrong("cannot be used; it may only refer to parts of itself: " + invalid.getMessage());
        }
    }

    /** Throws ViolationException that names the first place where {@code payload} is otherwise. */
    void check(JsonNode payload) {
        List<Error> errors = problems(payload);
        if (!errors.isEmpty()) {
            throw violation(errors.getFirst());
        }
    }

    private List<Error> problems(JsonNode payload) {
        try {
            return schema.validate(payload, context -> context.executionConfig(config -> config.failFast(true)));
        } catch (BoundedPattern.TooSlowException tooSlow) {
            throw new ViolationException(path + ": a pattern takes too long on the payload");
        }
    }

    /** Not the library's message: some of them quote the value. */
    private ViolationException violation(Error error) {
        String at = error.getInstanceLocation().toString();
        String shown = at.isEmpty() ? "the top" : at.substring(0, Math.min(at.length(), MAX_SHOWN));
        String property = "required".equals(error.getKeyword()) ? " " + error.getProperty() : "";
        return new ViolationException(
                path + ": the payload is otherwise at " + shown + " (" + error.getKeyword() + property + ")");
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return 1 + deepest;
    }
}
