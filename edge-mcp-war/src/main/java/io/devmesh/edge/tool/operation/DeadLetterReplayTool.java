package io.devmesh.edge.tool.operation;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.edge.tool.event.FilterArguments;
import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.operation.DeadLetters;
import io.devmesh.shared.operation.DeadLetters.Replayed;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

@ApplicationScoped
class DeadLetterReplayTool implements Tool {
    private static final ToolDescription DESCRIPTION =
            ToolDescription.load(DeadLetterReplayTool.class, "dead_letter_replay.json");
    private static final Set<String> FILTERS = Set.of("source", "type", "repository", "since", "until", "text");

    private final DeadLetters dead;

    DeadLetterReplayTool() {
        this(null);
    }

    @Inject
    DeadLetterReplayTool(DeadLetters dead) {
        this.dead = dead;
    }

    @Override
    public ToolDescription description() {
        return DESCRIPTION;
    }

    /** Of a thousand events each is a transaction. */
    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public Optional<Scope> scope() {
        return Optional.of(Scope.EVENTS_REPLAY);
    }

    @Override
    public ToolResult call(ToolCall call) {
        boolean picks = call.arguments().propertyNames().stream().anyMatch(FILTERS::contains);
        Optional<EventId> id = call.text("id").map(EventId::parse);
        if (id.isPresent()) {
            return picks
                    ? new ToolResult.Refusal("Give either id, or a filter, or all")
                    : one(call, id.get(), Optional.ofNullable(call.arguments().get("payload")));
        }
        if (call.arguments().has("payload")) {
            return new ToolResult.Refusal("A payload goes with the id of the event that it is for");
        }
        if (!picks && !call.arguments().path("all").asBoolean(false)) {
            return new ToolResult.Refusal("Say which: id, a filter such as source, or all: true");
        }
        return many(call);
    }

    private ToolResult one(ToolCall call, EventId id, Optional<JsonNode> payload) {
        return switch (dead.replay(DeadLetterAnswers.operator(call), id, payload)) {
            case DONE -> new ToolResult.Structured(Replayed.ONE.json());
            case MISSING -> DeadLetterAnswers.missing(id);
            case REFUSED -> DeadLetterAnswers.notDead(id);
        };
    }

    private ToolResult many(ToolCall call) {
        Optional<EventCursor> after = call.text("cursor").flatMap(EventCursor::decode);
        if (call.text("cursor").isPresent() && after.isEmpty()) {
            return new ToolResult.Refusal("cursor is not one that dead_letter_replay gave: leave it out to start over");
        }
        Replayed done = dead.replayAll(
                DeadLetterAnswers.operator(call),
                FilterArguments.read(call),
                after,
                call.integer("limit", DeadLetters.MOST));
        return new ToolResult.Structured(done.json());
    }
}
