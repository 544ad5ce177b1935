package io.devmesh.edge.mcp;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The methods of MCP that are served; nothing else names them. */
public enum McpMethod {
    INITIALIZE("initialize"),
    PING("ping"),
    SERVER_DISCOVER("server/discover"),
    LOGGING_SET_LEVEL("logging/setLevel"),
    COMPLETION_COMPLETE("completion/complete"),
    TOOLS_LIST("tools/list"),
    TOOLS_CALL("tools/call"),
    /** An extension of ours: up to ten calls at once. */
    TOOLS_BATCH("tools/batch"),
    PROMPTS_LIST("prompts/list"),
    PROMPTS_GET("prompts/get"),
    RESOURCES_LIST("resources/list"),
    RESOURCES_TEMPLATES_LIST("resources/templates/list"),
    RESOURCES_READ("resources/read"),
    RESOURCES_SUBSCRIBE("resources/subscribe"),
    RESOURCES_UNSUBSCRIBE("resources/unsubscribe"),
    SUBSCRIPTIONS_LISTEN("subscriptions/listen"),
    TASKS_GET("tasks/get"),
    TASKS_UPDATE("tasks/update"),
    TASKS_CANCEL("tasks/cancel");

    private static final Map<String, McpMethod> BY_WIRE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(McpMethod::wire, Function.identity()));

    private final String wire;

    McpMethod(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<McpMethod> ofWire(String wire) {
        return Optional.ofNullable(BY_WIRE.get(wire));
    }
}
