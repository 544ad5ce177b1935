package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.shared.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tools/call} as clients of both protocol eras send it.
 *
 * @param path of the MCP endpoint
 * @param key where the server wants one
 */
public record ToolCallRequests(int port, String path, Optional<String> key) {
    private static final String ENDPOINT = "/mcp";
    private static final String METHOD = "tools/call";
    private static final String SESSION_ERA = "2025-11-25";
    private static final String STATELESS_ERA = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";

    private static final Map<String, String> ECHO =
            Map.of("text", "What did the last build of the main branch say about the tests of the door?");

    /** To Edge MCP. */
    public static ToolCallRequests to(Servers servers) {
        return new ToolCallRequests(
                servers.edgePort(), ENDPOINT, Optional.of(servers.access().key().reveal()));
    }

    public HttpPost echoInSessionEra() {
        return sessionEra("echo", ECHO);
    }

    public HttpPost echoInStatelessEra() {
        return statelessEra("echo", ECHO);
    }

    HttpPost sessionEra(String tool, Map<String, String> arguments) {
        Map<String, String> headers = headers(SESSION_ERA);
        return HttpPost.post(port, path, headers, bytes(call(tool, arguments)));
    }

    private HttpPost statelessEra(String tool, Map<String, String> arguments) {
        Map<String, String> headers = headers(STATELESS_ERA);
        headers.put("Mcp-Method", METHOD);
        headers.put("Mcp-Name", tool);
        ObjectNode message = call(tool, arguments);
        ObjectNode meta = ((ObjectNode) message.get("params")).putObject("_meta");
        meta.put(META + "protocolVersion", STATELESS_ERA);
        meta.putObject(META + "clientCapabilities");
        meta.putObject(META + "clientInfo").put("name", "benchmark").put("version", "1");
        return HttpPost.post(port, path, headers, bytes(message));
    }

    private Map<String, String> headers(String version) {
        Map<String, String> headers = new LinkedHashMap<>();
        key.ifPresent(value -> headers.put("Authorization", "Bearer " + value));
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", version);
        return headers;
    }

    private static ObjectNode call(String tool, Map<String, String> arguments) {
        ObjectNode message = Json.mapper().createObjectNode();
        message.put("jsonrpc", "2.0");
        message.put("id", 1);
        message.put("method", METHOD);
        ObjectNode params = message.putObject("params");
        params.put("name", tool);
        ObjectNode given = params.putObject("arguments");
        arguments.forEach(given::put);
        return message;
    }

    private static byte[] bytes(ObjectNode message) {
        return Json.mapper().writeValueAsBytes(message);
    }
}
