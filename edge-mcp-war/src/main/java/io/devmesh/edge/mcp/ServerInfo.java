package io.devmesh.edge.mcp;

import io.devmesh.shared.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What the server says of itself, in both eras. */
public final class ServerInfo {
    private static final String VERSION = versionOf(ServerInfo.class);

    /** For the model that will use the tools. */
    public static final String INSTRUCTIONS = """
            Developer Mesh keeps the events of this team's DevOps tools (pushes, pull requests, builds, releases and so \
            on). Start with event_list; filter by source, type, repository or time rather than paging through all. \
            event_get shows one event with its payload, event_stats counts.""";

    private ServerInfo() {}

    /** An {@code Implementation} object; a new one each time, because the caller owns it. */
    public static ObjectNode implementation() {
        return Json.mapper()
                .createObjectNode()
                .put("name", "developer-mesh")
                .put("title", "Developer Mesh")
                .put("version", VERSION);
    }

    /** A {@code ServerCapabilities} object; a new one each time. */
    public static ObjectNode capabilities() {
        ObjectNode capabilities = Json.mapper().createObjectNode();
        capabilities.putObject("tools").put("listChanged", true);
        capabilities.putObject("prompts").put("listChanged", true);
        capabilities.putObject("resources").put("listChanged", true).put("subscribe", true);
        capabilities.putObject("completions");
        capabilities.putObject("logging");
        return capabilities;
    }

    private static String versionOf(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }
}
