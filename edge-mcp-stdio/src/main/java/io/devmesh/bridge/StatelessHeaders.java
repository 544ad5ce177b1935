package io.devmesh.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What HTTP repeats of a message of 2026-07-28 in its headers, which a client on stdio does not say twice. */
final class StatelessHeaders {
    private final ToolHeaders tools;

    StatelessHeaders(ToolHeaders tools) {
        this.tools = tools;
    }

    Map<String, String> of(ClientMessage message, String version) {
        Map<String, String> headers = new LinkedHashMap<>();
        putPlain(headers, Session.VERSION, version);
        putPlain(headers, "Mcp-Method", message.method());
        Optional<String> name = message.params().path(nameIn(message.method())).stringValueOpt();
        name.ifPresent(value -> headers.put("Mcp-Name", HeaderValue.encode(value)));
        if (message.is(ClientMessage.TOOLS_CALL)) {
            headers.putAll(tools.of(name.orElse(""), message.params().path("arguments")));
        }
        return headers;
    }

    /** The parameter that names what the method is about; nothing has an empty name. */
    private static String nameIn(String method) {
        return switch (method) {
            case ClientMessage.TOOLS_CALL, "prompts/get" -> "name";
            case "resources/read" -> "uri";
            default -> method.startsWith("tasks/") ? "taskId" : "";
        };
    }

    /** These two have no encoding: what can't be in a header is left to the server to refuse. */
    private static void putPlain(Map<String, String> headers, String name, String value) {
        if (HeaderValue.isPlain(value)) {
            headers.put(name, value);
        }
    }
}
