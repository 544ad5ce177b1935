package io.devmesh.edge.tool;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Checks the arguments against the tool's input schema (JSON Schema 2020-12) and calls it, or takes its remembered result. */
@ApplicationScoped
public class ToolCaller {
    private static final int MAX_PROBLEMS = 5;

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<ToolName, Schema> schemas = new ConcurrentHashMap<>();
    private final ToolResultCache results;

    /** Remembers no results. */
    public ToolCaller() {
        this(ToolResultCache.off());
    }

    @Inject
    ToolCaller(ToolResultCache results) {
        this.results = results;
    }

    /** What the tool answers, or a refusal that names what is wrong with the arguments and where. */
    public ToolResult call(Tool tool, ToolCall call) {
        return refusal(tool, call).orElseGet(() -> results.call(tool, call));
    }

    /** What is wrong with the arguments and where; empty where they are as the schema says. */
    public Optional<ToolResult> refusal(Tool tool, ToolCall call) {
        Schema schema = schemas.computeIfAbsent(
                tool.description().name(),
                name -> registry.getSchema(tool.description().inputSchema()));
        List<com.networknt.schema.Error> problems = schema.validate(call.arguments());
        return problems.isEmpty() ? Optional.empty() : Optional.of(new ToolResult.Refusal(describe(problems)));
    }

    private static String describe(List<com.networknt.schema.Error> problems) {
        return problems.stream()
                .limit(MAX_PROBLEMS)
                .map(problem -> {
                    String path = problem.getInstanceLocation().toString();
                    return "arguments" + path + ": " + problem.getMessage() + " (" + problem.getKeyword() + ")";
                })
                .collect(Collectors.joining("; ", "Invalid arguments: ", ""));
    }
}
