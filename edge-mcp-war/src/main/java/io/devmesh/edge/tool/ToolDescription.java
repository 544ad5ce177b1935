package io.devmesh.edge.tool;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.node.ObjectNode;

/** What {@code tools/list} says of a tool: a {@code Tool} object of MCP, kept beside its class as a JSON file. */
public final class ToolDescription {
    private final ToolName name;
    private final ObjectNode json;

    private ToolDescription(ObjectNode json) {
        this.name = new ToolName(json.path("name").asString(""));
        this.json = json;
    }

    /** Of {@code json}, a {@code Tool} object, which belongs to the description from now on. */
    public static ToolDescription of(ObjectNode json) {
        return new ToolDescription(json);
    }

    /** Reads {@code file} from the package of {@code tool}; throws IllegalArgumentException where it is not there. */
    public static ToolDescription load(Class<? extends Tool> tool, String file) {
        try (InputStream in = tool.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + file + " beside " + tool.getName());
            }
            return new ToolDescription((ObjectNode) Json.mapper().readTree(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public ToolName name() {
        return name;
    }

    /** Not to be changed: it is shared. */
    public ObjectNode toJson() {
        return json;
    }

    /** Whether the tool says that it changes nothing ({@code readOnlyHint}), so that its results may be remembered. */
    public boolean isReadOnly() {
        return json.path("annotations").path("readOnlyHint").asBoolean(false);
    }

    public ObjectNode inputSchema() {
        return (ObjectNode) json.get("inputSchema");
    }
}
