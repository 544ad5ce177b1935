package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.admission.Admission;
import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.mcp.McpMethod;
import io.devmesh.edge.tool.Talk;
import io.devmesh.edge.tool.TaskSupport;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolCaller;
import io.devmesh.edge.tool.ToolName;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/call}. */
public final class ToolOperation implements Operation {
    private final Tool tool;
    private final ToolCaller toolCaller;
    private final Authenticated caller;
    private final ObjectNode arguments;
    private final Entrance entrance;
    private final boolean inTask;

    ToolOperation(
            Tool tool,
            ToolCaller toolCaller,
            Authenticated caller,
            ObjectNode arguments,
            Entrance entrance,
            boolean inTask) {
        this.tool = tool;
        this.toolCaller = toolCaller;
        this.caller = caller;
        this.arguments = arguments;
        this.entrance = entrance;
        this.inTask = inTask;
    }

    /** Where a run begins; may throw JsonRpcException. */
    interface Entrance {
        Admission.Place enter(Authenticated caller);
    }

    public ToolName name() {
        return tool.description().name();
    }

    public ObjectNode arguments() {
        return arguments;
    }

    /** Whether it can be run a second time without harm, because it says that it reads only or is idempotent. */
    public boolean isRepeatable() {
        return tool.description().isRepeatable();
    }

    @Override
    public boolean takesLong() {
        return tool.takesLong();
    }

    @Override
    public TaskChoice taskChoice(Set<ClientCapability> capabilities) {
        boolean knowsTasks = capabilities.contains(ClientCapability.TASKS);
        return switch (tool.taskSupport()) {
            case TaskSupport.NONE -> TaskChoice.WAIT;
            case TaskSupport.OPTIONAL -> knowsTasks ? TaskChoice.TASK : TaskChoice.WAIT;
            case TaskSupport.REQUIRED -> knowsTasks ? TaskChoice.TASK : TaskChoice.IMPOSSIBLE;
        };
    }

    /** What must be asked before a task is made of the call, and a refusal of malformed arguments. */
    public Optional<Outcome> beforeTask(Answers answers) {
        entrance.enter(caller).close(); // a task itself can't be refused any more
        ToolCall call = new ToolCall(caller, arguments, answers, Talk.none());
        return toolCaller
                .refusal(tool, call)
                .map(ToolOperation::outcome)
                .or(() -> tool.asksFirst(call).map(Outcome.Asks::new));
    }

    @Override
    public Outcome run(Answers answers, Talk talk) {
        ToolCall call = new ToolCall(caller, arguments, answers, talk);
        Admission.Place place = entrance.enter(caller);
        boolean worksOn = false;
        try {
            Optional<Question> first = tool.asksFirst(call);
            worksOn = first.isEmpty();
            // A tool that does not end in its time still takes the place of another call.
            return worksOn
                    ? outcome(toolCaller.call(tool, call, inTask, place::close))
                    : new Outcome.Asks(first.orElseThrow());
        } finally {
            if (!worksOn) {
                place.close();
            }
        }
    }

    @Override
    public String digest() {
        return Digests.of(McpMethod.TOOLS_CALL.wire(), name().value(), arguments);
    }

    private static Outcome outcome(ToolResult result) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode content = json.putArray("content");
        return switch (result) {
            case ToolResult.Structured(ObjectNode value) -> {
                content.add(new ContentBlock.Text(Json.mapper().writeValueAsString(value)).toJson());
                json.set("structuredContent", value);
                yield new Outcome.Done(json.put("isError", false));
            }
            case ToolResult.Content(var blocks) -> {
                blocks.forEach(block -> content.add(block.toJson()));
                yield new Outcome.Done(json.put("isError", false));
            }
            case ToolResult.Refusal(String reason) -> new Outcome.Done(refusal(reason));
            case ToolResult.Asks(Question question) -> new Outcome.Asks(question);
        };
    }

    /** A {@code CallToolResult} that says no. */
    public static ObjectNode refusal(String reason) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.putArray("content").add(new ContentBlock.Text(reason).toJson());
        return json.put("isError", true);
    }
}
