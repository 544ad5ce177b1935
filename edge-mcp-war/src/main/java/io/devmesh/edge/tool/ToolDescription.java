package io.devmesh.edge.tool;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What {@code tools/list} says of a tool: a {@code Tool} object of MCP, kept beside its class as a JSON file. */
public final class ToolDescription {
    private final ToolName name;
    private final ObjectNode json;
    private final List<HeaderArgument> headers;
    private final InputSchema inputSchema;

    private ToolDescription(ObjectNode json) {
        this.name = new ToolName(json.path("name").asString(""));
        this.json = json;
        ObjectNode schema = (ObjectNode) json.get("inputSchema");
        this.headers = HeaderArgument.in(schema);
        this.inputSchema = InputSchema.of(schema);
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

    /**
     * Of a {@code Tool} object, which belongs to the description from now on; throws IllegalArgumentException where it has
     * no valid name, marks an argument as a header that can't be one, or has an input schema that is none or refers to
     * something outside itself.
     */
    public static ToolDescription of(ObjectNode json) {
        return new ToolDescription(json);
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

    /** Whether calling it twice does no more than calling it once ({@code readOnlyHint} or {@code idempotentHint}). */
    public boolean isRepeatable() {
        return isReadOnly() || json.path("annotations").path("idempotentHint").asBoolean(false);
    }

    /** The arguments that clients of 2026-07-28 repeat in headers. */
    public List<HeaderArgument> headers() {
        return headers;
    }

    /** What the input schema says is wrong with {@code arguments}, and where; empty where nothing is. */
    List<String> problems(ObjectNode arguments) {
        return inputSchema.problems(arguments);
    }
}
