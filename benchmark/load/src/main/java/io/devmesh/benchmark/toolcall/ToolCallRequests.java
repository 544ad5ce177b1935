package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.shared.json.Json;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** {@code tools/call} as clients of both protocol eras send it. */
public record ToolCallRequests(McpEndpoint endpoint) {
    private static final String METHOD = "tools/call";

    private static final Map<String, String> ECHO =
            Map.of("text", "What did the last build of the main branch say about the tests of the door?");

    public HttpPost echoInSessionEra() {
        return sessionEra("echo", ECHO);
    }

    public HttpPost echoInStatelessEra() {
        return statelessEra("echo", ECHO);
    }

    HttpPost sessionEra(String tool, Map<String, String> arguments) {
        return endpoint.sessionEra(call(tool, arguments));
    }

    private HttpPost statelessEra(String tool, Map<String, String> arguments) {
        return endpoint.statelessEra(call(tool, arguments)).with("Mcp-Name", tool);
    }

    private static ObjectNode call(String tool, Map<String, String> arguments) {
        ObjectNode message = Json.mapper().createObjectNode();
        ObjectNode params =
                message.put("jsonrpc", "2.0").put("id", 1).put("method", METHOD).putObject("params");
        params.put("name", tool);
        ObjectNode given = params.putObject("arguments");
        arguments.forEach(given::put);
        return message;
    }
}
