package io.devmesh.edge.tool.event;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventDetail;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.event.PayloadForm;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

@ApplicationScoped
class EventGetTool implements Tool {
    private static final ToolDescription DESCRIPTION = ToolDescription.load(EventGetTool.class, "event_get.json");

    private final EventSearchRepository events;

    EventGetTool() {
        this(null);
    }

    @Inject
    EventGetTool(EventSearchRepository events) {
        this.events = events;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    @Override
    public ToolResult call(ToolCall call) {
        EventId id = EventId.parse(call.text("id").orElseThrow());
        String payload = call.text("payload").orElse("json");
        return events.find(call.caller().tenant(), id)
                .<ToolResult>map(event -> new ToolResult.Structured(describe(event, payload)))
                .orElseGet(
                        () -> new ToolResult.Refusal("There is no event " + id + "; event_list shows those there are"));
    }

    private static ObjectNode describe(EventDetail event, String payload) {
        ObjectNode result = Json.mapper().createObjectNode();
        result.set("event", EventJson.of(event.summary()));
        result.put("content_type", event.contentType());
        result.put("traceparent", event.traceparent());
        switch (payload) {
            case "json" -> putJson(result, event);
            case "raw" -> putRaw(result, event.body());
            default -> {}
        }
        return result;
    }

    /** Where the body is not JSON, the raw form is the best there is. */
    private static void putJson(ObjectNode result, EventDetail event) {
        byte[] json = PayloadForm.json(event.contentType(), event.body()).orElse(event.body());
        try {
            result.set("payload", Json.mapper().readTree(json));
        } catch (JacksonException notJson) {
            putRaw(result, event.body());
        }
    }

    /** Byte for byte as received: as text where the bytes are UTF-8, else as Base64. */
    private static void putRaw(ObjectNode result, byte[] body) {
        try {
            result.put(
                    "raw",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(body))
                            .toString());
            result.put("raw_encoding", "utf-8");
        } catch (CharacterCodingException notText) {
            result.put("raw", Base64.getEncoder().encodeToString(body));
            result.put("raw_encoding", "base64");
        }
    }
}
