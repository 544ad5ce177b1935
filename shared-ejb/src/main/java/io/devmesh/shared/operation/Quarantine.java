package io.devmesh.shared.operation;

import io.devmesh.shared.event.LedgerRepository;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.QuarantineOperationRepository.Quarantined;
import io.devmesh.shared.operation.QuarantineOperationRepository.Whose;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.EventCodec;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.UndecodableEntryException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Entries of the stream that were put aside, because nobody could read them or because Workers died over them. */
@ApplicationScoped
public class Quarantine {
    private final QuarantineOperationRepository entries;
    private final RedisEventStream stream;
    private final LedgerRepository ledger;

    Quarantine() {
        this(null, null, null);
    }

    @Inject
    public Quarantine(QuarantineOperationRepository entries, RedisEventStream stream, LedgerRepository ledger) {
        this.entries = entries;
        this.stream = stream;
        this.ledger = ledger;
    }

    /** {@code {"entries":[{…},…],"more":…}}, the newest first, without their fields. */
    public ObjectNode list(Whose whose, int limit) {
        List<Quarantined> found = entries.list(whose, limit + 1);
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode list = json.putArray("entries");
        found.stream().limit(limit).map(Quarantine::describe).forEach(list::add);
        return json.put("more", found.size() > limit);
    }

    /** The same of one, with its fields as Base64, for they may be any bytes. */
    public Optional<ObjectNode> find(Whose whose, EntryId id) {
        return entries.find(whose, id).map(found -> {
            ObjectNode json = describe(found);
            ObjectNode fields = json.putObject("fields");
            new TreeMap<>(found.entry().fields()).forEach(fields::put);
            return json;
        });
    }

    /** Puts it onto the stream again; {@link Change#REFUSED} where it is no event. Throws StreamUnavailableException. */
    public Change replay(Operator operator, Whose whose, EntryId id) {
        Optional<Quarantined> found = entries.find(whose, id);
        if (found.isEmpty()) {
            return Change.MISSING;
        }
        Optional<WebhookEvent> event = event(found.get().entry());
        if (event.isEmpty()) {
            return Change.REFUSED;
        }
        // In this order, so that nothing is lost: done twice, it is stored once all the same.
        EntryId again = stream.publish(event.get());
        ObjectNode detail = Json.mapper()
                .createObjectNode()
                .put("event_id", event.get().id().toString())
                .put("entry_id", again.value());
        if (entries.remove(operator, id, "quarantine.replay", detail)) {
            ledger.accept(Map.of(event.get().source(), 1L), "operator", UUID.randomUUID());
        }
        return Change.DONE;
    }

    /** Forgets it. */
    public Change discard(Operator operator, Whose whose, EntryId id) {
        return entries.find(whose, id)
                .filter(found -> entries.remove(operator, id, "quarantine.discard", describe(found)))
                .map(found -> Change.DONE)
                .orElse(Change.MISSING);
    }

    private static ObjectNode describe(Quarantined found) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("id", found.entry().id().value())
                .put("reason", found.reason())
                .put("created_at", found.createdAt().toString())
                .put("bytes", found.entry().size());
        Optional<WebhookEvent> event = event(found.entry());
        json.put("replayable", event.isPresent());
        event.ifPresent(readable -> json.put("event_id", readable.id().toString())
                .put("source", readable.source().value())
                .put("type", readable.type())
                .put("delivery_id", readable.deliveryId().value()));
        return json;
    }

    private static Optional<WebhookEvent> event(StreamEntry entry) {
        try {
            return Optional.of(EventCodec.decode(entry.fields()));
        } catch (UndecodableEntryException unreadable) {
            return Optional.empty();
        }
    }
}
