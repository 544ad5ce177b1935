package io.devmesh.edge.ask;

import io.devmesh.shared.json.Json;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** One thing that the client is asked for: an {@code InputRequest} of MCP, the same in both eras. */
public sealed interface InputRequest {
    /**
     * A form for the user.
     *
     * @param message why it is needed; shown to the user
     * @param requestedSchema an object of primitive properties, as {@code ElicitRequest} allows
     */
    record Form(String message, ObjectNode requestedSchema) implements InputRequest {}

    /**
     * A page for the user, for what must not pass through the client, such as a password.
     *
     * @param message why; shown to the user
     * @param url where
     * @param elicitationId names this question, unique for the server
     */
    record Page(String message, String url, String elicitationId) implements InputRequest {}

    /**
     * A completion by the client's model.
     *
     * @param params of {@code sampling/createMessage}
     */
    record Sampling(ObjectNode params) implements InputRequest {}

    /** The folders that the client works in. */
    record Roots() implements InputRequest {}

    default String method() {
        return switch (this) {
            case Form form -> "elicitation/create";
            case Page page -> "elicitation/create";
            case Sampling sampling -> "sampling/createMessage";
            case Roots roots -> "roots/list";
        };
    }

    /** The params of {@link #method()}; a new object each time. */
    default ObjectNode params() {
        ObjectNode json = Json.mapper().createObjectNode();
        return switch (this) {
            case Form(String message, ObjectNode schema) -> {
                json.put("mode", "form").put("message", message).set("requestedSchema", schema);
                yield json;
            }
            case Page(String message, String url, String elicitationId) ->
                json.put("mode", "url").put("message", message).put("url", url).put("elicitationId", elicitationId);
            case Sampling(ObjectNode params) -> params.deepCopy();
            case Roots roots -> json;
        };
    }

    /** What the client must have declared. */
    default Set<ClientCapability> needs() {
        return switch (this) {
            case Form form -> EnumSet.of(ClientCapability.ELICITATION_FORM);
            case Page page -> EnumSet.of(ClientCapability.ELICITATION_URL);
            case Sampling(ObjectNode params) ->
                params.has("tools")
                        ? EnumSet.of(ClientCapability.SAMPLING, ClientCapability.SAMPLING_TOOLS)
                        : EnumSet.of(ClientCapability.SAMPLING);
            case Roots roots -> EnumSet.of(ClientCapability.ROOTS);
        };
    }
}
