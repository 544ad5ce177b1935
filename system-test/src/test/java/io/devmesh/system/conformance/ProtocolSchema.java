package io.devmesh.system.conformance;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The official JSON schema of one protocol version; finds the definition that a message must follow as the suite does. */
public final class ProtocolSchema {
    private static final String REQUEST = "Request";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final ObjectNode root;
    private final String definitionsName;
    private final Map<String, String> byMethod = new HashMap<>();
    private final Map<Integer, String> byErrorCode = new HashMap<>();
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private ProtocolSchema(ObjectNode root) {
        this.root = root;
        this.definitionsName = root.has("$defs") ? "$defs" : "definitions";
        definitions().properties().forEach(entry -> {
            JsonNode method = entry.getValue().at("/properties/method/const");
            // Unions of notifications have the method of their only member.
            if (method.isString()
                    && !entry.getKey().startsWith("Client")
                    && !entry.getKey().startsWith("Server")) {
                byMethod.put(method.stringValue(), entry.getKey());
            }
            entry.getValue()
                    .at("/properties/error/allOf")
                    .forEach(part -> part.at("/properties/code/const")
                            .asIntOpt()
                            .ifPresent(code -> byErrorCode.put(code, entry.getKey())));
        });
    }

    /** Reads the file that {@link io.devmesh.system.npm.NpmTools#schema} names. */
    public static ProtocolSchema read(Path file) {
        try {
            ObjectNode root = (ObjectNode) Json.mapper().readTree(Files.readAllBytes(file));
            allowFractions(root);
            return new ProtocolSchema(root);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * What is wrong with a message of the server; nothing where the list is empty.
     *
     * @param requestMethod what it answers; of no use for a notification or a request
     */
    public List<String> problems(JsonNode message, String requestMethod) {
        if (message.isArray()) {
            return message.valueStream()
                    .flatMap(one -> problems(one, requestMethod).stream())
                    .toList();
        }
        if (message.has("method")) {
            String envelope = message.has("id") ? "JSONRPCRequest" : "JSONRPCNotification";
            return problemsOf(byMethod.getOrDefault(message.path("method").stringValue(""), envelope), message);
        }
        if (message.has("error")) {
            String envelope = oneOf("JSONRPCErrorResponse", "JSONRPCError");
            int code = message.at("/error/code").intValue(0);
            return problemsOf(byErrorCode.getOrDefault(code, envelope), message);
        }
        return Stream.concat(
                        resultDefinition(message.path("result"), requestMethod)
                                .map(definition -> problemsOf(definition, message.path("result")))
                                .orElse(List.of())
                                .stream(),
                        problemsOf(oneOf("JSONRPCResultResponse", "JSONRPCResponse"), message).stream())
                .toList();
    }

    /** What makes {@code value} no instance of that definition. */
    public List<String> problemsOf(String definition, JsonNode value) {
        return schemas.computeIfAbsent(definition, this::compile).validate(value).stream()
                .map(problem -> definition + problem.getInstanceLocation() + ": " + problem.getMessage())
                .toList();
    }

    /** A task has another schema; any other type of result must be a normal one too. */
    private Optional<String> resultDefinition(JsonNode result, String requestMethod) {
        String type = result.path("resultType").stringValue("");
        if (type.equals("input_required") && definitions().has("InputRequiredResult")) {
            return Optional.of("InputRequiredResult");
        }
        return Optional.ofNullable(byMethod.get(requestMethod))
                .filter(name -> !type.equals("task") && name.endsWith(REQUEST))
                .map(name -> name.substring(0, name.length() - REQUEST.length()) + "Result")
                .filter(definitions()::has);
    }

    private String oneOf(String newer, String older) {
        return definitions().has(newer) ? newer : older;
    }

    private JsonNode definitions() {
        return root.path(definitionsName);
    }

    private Schema compile(String definition) {
        ObjectNode schema = Json.mapper().createObjectNode();
        schema.set("$schema", root.path("$schema"));
        schema.set(definitionsName, definitions());
        schema.put("$ref", "#/" + definitionsName + "/" + definition);
        return REGISTRY.getSchema(schema);
    }

    /** Where a number is asked for, the official schemas up to 2025-11-25 want its bounds to be integers; the suite mends that too. */
    private static void allowFractions(ObjectNode root) {
        JsonNode bounds = root.at("/$defs/NumberSchema/properties");
        JsonNode olderBounds = root.at("/definitions/NumberSchema/properties");
        for (JsonNode properties : List.of(bounds, olderBounds)) {
            for (String name : List.of("minimum", "maximum", "default")) {
                if (properties.path(name) instanceof ObjectNode bound) {
                    bound.put("type", "number");
                }
            }
        }
    }
}
