package io.devmesh.edge.mcp;

import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.shared.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client that remembers what it was sent. */
public final class Heard implements Conversation {
    private final List<StreamEvent> events = new ArrayList<>();
    private final List<Runnable> whenClosed = new ArrayList<>();
    private Optional<McpReply.Answer> answer = Optional.empty();
    private boolean begun;
    private boolean over;

    /** What {@code reply} says, in whatever way it does. */
    public static Heard of(McpReply reply) {
        Heard heard = new Heard();
        switch (reply) {
            case McpReply.Answer whole -> heard.reply(whole);
            case McpReply.Later(var work) -> work.accept(heard);
            case McpReply.Batch batch -> throw new AssertionError("a batch");
            case McpReply.Silent silent -> heard.end();
        }
        return heard;
    }

    public List<StreamEvent> events() {
        return events;
    }

    /** The messages before the answer. */
    public List<JsonNode> messages() {
        return events.stream()
                .filter(StreamEvent::hasMessage)
                .map(event -> Json.mapper().readTree(event.message()))
                .toList();
    }

    public Optional<McpReply.Answer> answer() {
        return answer;
    }

    public ObjectNode result() {
        return ((JsonRpcReply.Success) answer.orElseThrow().message()).result();
    }

    public boolean hasBegun() {
        return begun;
    }

    public boolean isOver() {
        return over;
    }

    /** The client hangs up. */
    public void hangUp() {
        end();
    }

    @Override
    public void send(StreamEvent event) {
        if (!over) {
            begun = true;
            events.add(event);
        }
    }

    @Override
    public void begin() {
        begun = true;
    }

    @Override
    public void reply(McpReply.Answer given) {
        if (!over) {
            answer = Optional.of(given);
            end();
        }
    }

    @Override
    public void reply(McpReply.Answer given, String eventId) {
        reply(given);
    }

    @Override
    public void end() {
        if (!over) {
            over = true;
            whenClosed.forEach(Runnable::run);
        }
    }

    @Override
    public void onClose(Runnable action) {
        if (over) {
            action.run();
        } else {
            whenClosed.add(action);
        }
    }
}
