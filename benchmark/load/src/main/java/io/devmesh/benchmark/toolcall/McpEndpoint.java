package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.http.SingleCall;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.shared.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where MCP is spoken on this machine, and how.
 *
 * @param key where the server wants one
 */
public record McpEndpoint(int port, String path, Optional<String> key) {
    private static final String SESSION = "Mcp-Session-Id";
    private static final String SESSION_ERA = "2025-11-25";
    private static final String STATELESS_ERA = "2026-07-28";
    private static final String META = "io.modelcontextprotocol/";

    /** Of Edge MCP. */
    public static McpEndpoint of(Servers servers) {
        return of(servers, servers.edgePort());
    }

    /** Of another instance of Edge MCP on the same stores. */
    public static McpEndpoint of(Servers servers, int port) {
        return new McpEndpoint(port, "/mcp", Optional.of(servers.access().key().reveal()));
    }

    /** Without the header of a session. */
    public HttpPost sessionEra(ObjectNode message) {
        return post(SESSION_ERA, message);
    }

    /** Adds to the message what each of its kind must say; without the header Mcp-Name. */
    public HttpPost statelessEra(ObjectNode message) {
        ObjectNode meta = message.withObject("params").putObject("_meta");
        meta.put(META + "protocolVersion", STATELESS_ERA);
        meta.putObject(META + "clientCapabilities");
        meta.putObject(META + "clientInfo").put("name", "benchmark").put("version", "1");
        return post(STATELESS_ERA, message)
                .with("Mcp-Method", message.get("method").stringValue());
    }

    /** Shakes hands; the id of the session, where the server gives one. */
    public Optional<String> beginSession() {
        ObjectNode initialize = message("initialize").put("id", 0);
        ObjectNode params = initialize.putObject("params").put("protocolVersion", SESSION_ERA);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "benchmark").put("version", "1");
        SingleCall begun = SingleCall.send(sessionEra(initialize));
        if (begun.status() != 200) {
            throw new IllegalStateException(path + " answered initialize with " + begun.status());
        }
        Optional<String> session = begun.header(SESSION);
        SingleCall.send(inSession(sessionEra(message("notifications/initialized")), session));
        return session;
    }

    public static HttpPost inSession(HttpPost request, Optional<String> session) {
        return session.map(id -> request.with(SESSION, id)).orElse(request);
    }

    /** A notification, which an id makes a request. */
    public static ObjectNode message(String method) {
        return Json.mapper().createObjectNode().put("jsonrpc", "2.0").put("method", method);
    }

    private HttpPost post(String version, ObjectNode message) {
        Map<String, String> headers = new LinkedHashMap<>();
        key.ifPresent(value -> headers.put("Authorization", "Bearer " + value));
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("MCP-Protocol-Version", version);
        return HttpPost.post(port, path, headers, Json.mapper().writeValueAsBytes(message));
    }
}
