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
    TOOLS_LIST("tools/list"),
    TOOLS_CALL("tools/call");

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
