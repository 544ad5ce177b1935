package io.devmesh.worker.consume;

import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.postgres.DatabaseFailure;
import io.devmesh.shared.stream.EventCodec;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.UndecodableEntryException;
import io.devmesh.worker.inbox.EventInbox;
import io.devmesh.worker.inbox.QuarantineRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.JdbiException;

/**
 * Takes delivered entries to the database and off the stream. An entry is acknowledged only after the transaction that
 * stored it has committed; whatever is thrown before leaves it pending, and it will be delivered again.
 */
@ApplicationScoped
class BatchHandler {
    private static final System.Logger LOG = System.getLogger(BatchHandler.class.getName());

    private final RedisEventStream stream;
    private final EventInbox inbox;
    private final QuarantineRepository quarantine;
    private final WorkerMetrics metrics;
    private final ConsumerConfig config;
    private final StoredNotices notices;

    BatchHandler() {
        this(null, null, null, null, null, null);
    }

    @Inject
    BatchHandler(
            RedisEventStream stream,
            EventInbox inbox,
            QuarantineRepository quarantine,
            WorkerMetrics metrics,
            ConsumerConfig config,
            StoredNotices notices) {
        this.stream = stream;
        this.inbox = inbox;
        this.quarantine = quarantine;
        this.metrics = metrics;
        this.config = config;
        this.notices = notices;
    }

    /** Throws JdbiException where the database is away, StreamUnavailableException where Redis is. */
    void handle(List<StreamEntry> entries) {
        for (List<StreamEntry> batch : Batches.cut(entries, config.batchBytes())) {
            List<StoredEvent> stored = new ArrayList<>(batch.size());
            metrics.time(batch.size(), () -> store(batch, stored));
            // Here, and for duplicates too, because whoever stored them first may have died before it could tell.
            notices.publish(StoredNotice.of(stored));
            stream.acknowledge(batch.stream().map(StreamEntry::id).toList());
        }
    }

    /** Takes the entry off the stream without processing it; a person can look at it. Throws as {@link #handle} does. */
    void quarantine(StreamEntry entry, String reason) {
        keep(entry, reason);
        stream.acknowledge(List.of(entry.id()));
    }

    private void store(List<StreamEntry> batch, List<StoredEvent> stored) {
        List<WebhookEvent> events = new ArrayList<>(batch.size());
        for (StreamEntry entry : batch) {
            decode(entry, events);
        }
        if (!events.isEmpty()) {
            metrics.stored(events.size(), storeIsolating(events, stored));
        }
    }

    private void decode(StreamEntry entry, List<WebhookEvent> events) {
        try {
            events.add(EventCodec.decode(entry.fields()));
        } catch (UndecodableEntryException foreign) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Entry " + entry.id() + " is not an event of ours and goes into quarantine: "
                            + foreign.getMessage());
            keep(entry, foreign.getMessage());
        }
    }

    private void keep(StreamEntry entry, String reason) {
        quarantine.store(entry, reason);
        metrics.quarantined();
    }

    /** One statement for all; where the database refuses it, one for each, so that a bad event costs only itself. */
    private int storeIsolating(List<WebhookEvent> events, List<StoredEvent> stored) {
        try {
            return noted(inbox.store(events), stored);
        } catch (JdbiException failure) {
            if (DatabaseFailure.of(failure) == DatabaseFailure.AWAY) {
                throw failure;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "PostgreSQL refused a batch of " + events.size() + ", storing one by one: " + failure.getMessage());
            return events.stream()
                    .mapToInt(event -> noted(storeAlone(event), stored))
                    .sum();
        }
    }

    private static int noted(EventInbox.Stored result, List<StoredEvent> stored) {
        stored.addAll(result.events());
        return result.newRows();
    }

    private EventInbox.Stored storeAlone(WebhookEvent event) {
        try {
            return inbox.store(List.of(event));
        } catch (JdbiException failure) {
            if (DatabaseFailure.of(failure) == DatabaseFailure.AWAY) {
                throw failure;
            }
            LOG.log(System.Logger.Level.ERROR, "PostgreSQL refused " + event + "; it is stored as dead", failure);
            return inbox.storeDead(event, "PostgreSQL refused the normalized event");
        }
    }
}
