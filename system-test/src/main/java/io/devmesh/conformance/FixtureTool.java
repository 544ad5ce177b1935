package io.devmesh.conformance;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.tool.TaskSupport;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool out of a name and what it does.
 *
 * @param description the entry of {@code tools.json} with that name
 */
record FixtureTool(
        ToolDescription description,
        boolean takesLong,
        TaskSupport taskSupport,
        Function<ToolCall, Optional<Question>> first,
        Function<ToolCall, ToolResult> work)
        implements Tool {
    private static final Map<String, ToolDescription> DESCRIPTIONS = Json.mapper()
            .readTree(Samples.file("tools.json"))
            .valueStream()
            .map(json -> ToolDescription.of((ObjectNode) json))
            .collect(toUnmodifiableMap(description -> description.name().value(), description -> description));

    static FixtureTool of(String name, Function<ToolCall, ToolResult> work) {
        ToolDescription description =
                Optional.ofNullable(DESCRIPTIONS.get(name)).orElseThrow();
        return new FixtureTool(description, false, TaskSupport.NONE, call -> Optional.empty(), work);
    }

    /** Gets a thread of its own and is heard while it works. */
    FixtureTool inItsOwnTime() {
        return new FixtureTool(description, true, taskSupport, first, work);
    }

    FixtureTool asTask(TaskSupport support) {
        return new FixtureTool(description, takesLong, support, first, work);
    }

    /** Is called after {@code name} was answered. */
    FixtureTool askingFirst(String name, InputRequest request) {
        return new FixtureTool(
                description,
                takesLong,
                taskSupport,
                call -> call.answers().find(name).isPresent()
                        ? Optional.empty()
                        : Optional.of(Question.of(name, request)),
                work);
    }

    @Override
    public Optional<Question> asksFirst(ToolCall call) {
        return first.apply(call);
    }

    @Override
    public ToolResult call(ToolCall call) {
        return work.apply(call);
    }
}
