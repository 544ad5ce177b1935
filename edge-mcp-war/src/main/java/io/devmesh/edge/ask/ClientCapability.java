package io.devmesh.edge.ask;

import io.devmesh.shared.json.Json;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client can be asked for, as its {@code ClientCapabilities} say. */
public enum ClientCapability {
    /** A form for the user. The empty object of older revisions means it too. */
    ELICITATION_FORM,
    /** A page for the user, from 2025-11-25 on. */
    ELICITATION_URL,
    SAMPLING,
    /** Sampling in which the model may use tools, from 2025-11-25 on. */
    SAMPLING_TOOLS,
    ROOTS,
    /** The extension {@code io.modelcontextprotocol/tasks}: the client polls what takes long. */
    TASKS;

    /** The extension's name. */
    public static final String TASKS_EXTENSION = "io.modelcontextprotocol/tasks";

    /** Those that {@code capabilities}, a {@code ClientCapabilities} object, declare. */
    public static Set<ClientCapability> in(JsonNode capabilities) {
        Set<ClientCapability> found = EnumSet.noneOf(ClientCapability.class);
        JsonNode elicitation = capabilities.path("elicitation");
        if (elicitation.isObject()) {
            add(found, ELICITATION_FORM, elicitation.isEmpty() || elicitation.has("form"));
            add(found, ELICITATION_URL, elicitation.has("url"));
        }
        JsonNode sampling = capabilities.path("sampling");
        add(found, SAMPLING, sampling.isObject());
        add(found, SAMPLING_TOOLS, sampling.path("tools").isObject());
        add(found, ROOTS, capabilities.path("roots").isObject());
        add(found, TASKS, capabilities.path("extensions").path(TASKS_EXTENSION).isObject());
        return found;
    }

    private static void add(Set<ClientCapability> found, ClientCapability capability, boolean declared) {
        if (declared) {
            found.add(capability);
        }
    }

    /** Writes itself into {@code capabilities}, a {@code ClientCapabilities} object. */
    public void declareIn(ObjectNode capabilities) {
        switch (this) {
            case ELICITATION_FORM -> object(capabilities, "elicitation").putObject("form");
            case ELICITATION_URL -> object(capabilities, "elicitation").putObject("url");
            case SAMPLING -> object(capabilities, "sampling");
            case SAMPLING_TOOLS -> object(capabilities, "sampling").putObject("tools");
            case ROOTS -> object(capabilities, "roots");
            case TASKS -> object(capabilities, "extensions").putObject(TASKS_EXTENSION);
        }
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.path(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }

    /** A {@code ClientCapabilities} object with all of them. */
    public static ObjectNode toJson(Set<ClientCapability> capabilities) {
        ObjectNode json = Json.mapper().createObjectNode();
        capabilities.forEach(capability -> capability.declareIn(json));
        return json;
    }
}
