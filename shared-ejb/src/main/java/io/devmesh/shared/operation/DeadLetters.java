package io.devmesh.shared.operation;

import io.devmesh.shared.event.DeadLetterRepository;
import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.event.EventDetail;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventJson;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.PayloadForm;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events that could not be processed, for the operators of their tenant. */
@ApplicationScoped
public class DeadLetters {
    /** How many are replayed at the most by one call. */
    public static final int MOST = 1_000;

    private final EventSearchRepository events;
    private final DeadLetterRepository dead;

    DeadLetters() {
        this(null, null);
    }

    @Inject
    public DeadLetters(EventSearchRepository events, DeadLetterRepository dead) {
        this.events = events;
        this.dead = dead;
    }

    /**
     * What a replay of many did.
     *
     * @param replayed how many wait to be processed again now
     * @param next where the others begin that match and are still dead; empty where there are none
     */
    public record Replayed(int replayed, Optional<String> next) {
        /** One, which was named. */
        public static final Replayed ONE = new Replayed(1, Optional.empty());

        /** {@code {"replayed":…,"more":…,"next_cursor":…}}, the last only where there are more. */
        public ObjectNode json() {
            ObjectNode json =
                    Json.mapper().createObjectNode().put("replayed", replayed).put("more", next.isPresent());
            next.ifPresent(cursor -> json.put("next_cursor", cursor));
            return json;
        }
    }

    /** {@code {"events":[…],"next_cursor":…}}, newest first. */
    public ObjectNode page(TenantId tenant, EventFilter filter, Optional<EventCursor> after, int limit) {
        return EventJson.page(events.list(tenant, filter.withStatus(EventStatus.DEAD), after, limit + 1), limit);
    }

    /** The event whatever its status, so that what became of a replay can be seen; empty where the tenant has none such. */
    public Optional<EventDetail> find(TenantId tenant, EventId id) {
        return events.find(tenant, id);
    }

    /**
     * {@code {"event":{…},"content_type":…,"traceparent":…,"attempts":[…],"edited_payload":…}}, the last only where an operator
     * has given one.
     */
    public ObjectNode describe(TenantId tenant, EventDetail event) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("event", EventJson.of(event.summary()));
        json.put("content_type", event.contentType());
        json.put("traceparent", event.traceparent());
        json.set("attempts", attempts(tenant, event.summary().id()));
        dead.editedBody(tenant, event.summary().id())
                .flatMap(body -> PayloadForm.json(event.contentType(), body))
                .ifPresent(edited -> json.set("edited_payload", Json.mapper().readTree(edited)));
        return json;
    }

    /** {@code [{"number":1,"at":…,"status":…,"error":…,"actor":…},…]}: what was done to the event, from the first. */
    public ArrayNode attempts(TenantId tenant, EventId id) {
        ArrayNode list = Json.mapper().createArrayNode();
        dead.attempts(tenant, id).forEach(attempt -> {
            ObjectNode json = list.addObject()
                    .put("number", attempt.number())
                    .put("at", attempt.at().toString())
                    .put("status", attempt.status().wire());
            attempt.error().ifPresent(error -> json.put("error", error));
            json.put("actor", attempt.actor());
        });
        return list;
    }

    /**
     * Has a dead event processed again.
     *
     * @param edited JSON that is processed in place of its body, which stays; without it the body as it was received
     */
    public Change replay(Operator operator, EventId id, Optional<JsonNode> edited) {
        TenantId tenant = operator.tenant();
        return events.find(tenant, id)
                .map(event -> done(() -> dead.replay(
                        tenant,
                        id,
                        edited.map(json -> PayloadForm.body(
                                event.contentType(), Json.mapper().writeValueAsBytes(json))),
                        operator.actor())))
                .orElse(Change.MISSING);
    }

    /**
     * The same with up to {@code limit} that match, the oldest first, each by itself: what is done stays done.
     *
     * @param after where the call before ended, so that what is dead again meanwhile is not in the way of the others
     */
    public Replayed replayAll(Operator operator, EventFilter filter, Optional<EventCursor> after, int limit) {
        List<EventCursor> found = dead.oldest(operator.tenant(), filter, after, limit + 1);
        List<EventCursor> batch = found.subList(0, Math.min(limit, found.size()));
        long replayed = batch.stream()
                .map(place -> new EventId(place.id()))
                .filter(id -> dead.replay(operator.tenant(), id, Optional.empty(), operator.actor()))
                .count();
        boolean more = found.size() > batch.size();
        return new Replayed((int) replayed, more ? Optional.of(batch.getLast().encode()) : Optional.empty());
    }

    /** Wants no more of a dead event. */
    public Change discard(Operator operator, EventId id) {
        return events.find(operator.tenant(), id).isEmpty()
                ? Change.MISSING
                : done(() -> dead.discard(operator.tenant(), id, operator.actor()));
    }

    private static Change done(BooleanSupplier action) {
        return action.getAsBoolean() ? Change.DONE : Change.REFUSED;
    }
}
