package io.devmesh.bridge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Which arguments of which tool a header must repeat, learned from the lists of tools that pass. */
final class ToolHeaders {
    private final Map<String, List<HeaderParameter>> parameters = new ConcurrentHashMap<>();
    private final Log log;

    ToolHeaders(Log log) {
        this.log = log;
    }

    /**
     * Learns from a list's page, and takes out of it the tools that can't be called, as clients over HTTP must.
     *
     * @return whether some were taken out
     */
    boolean learn(JsonNode result) {
        if (!(result.path("tools") instanceof ArrayNode tools)) {
            return false;
        }
        int before = tools.size();
        tools.removeIf(tool -> !isLearned(tool));
        return tools.size() < before;
    }

    private boolean isLearned(JsonNode tool) {
        String name = tool.path("name").stringValueOpt().orElse("");
        try {
            parameters.put(name, HeaderDeclarations.of(tool.path("inputSchema")));
            return true;
        } catch (InvalidToolException invalid) {
            log.say("the tool " + name + " is left out of the list: " + invalid.getMessage());
            return false;
        }
    }

    Map<String, String> of(String tool, JsonNode arguments) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HeaderParameter parameter : parameters.getOrDefault(tool, List.of())) {
            parameter.valueIn(arguments).ifPresent(value -> headers.put(parameter.header(), value));
        }
        return headers;
    }
}
