package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.postgres.DatabaseFailure;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StoredEntries;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.worker.inbox.Arrival;
import io.devmesh.worker.inbox.EventInbox;
import io.devmesh.worker.inbox.EventInbox.Stored;
import io.devmesh.worker.inbox.QuarantineRepository;
import io.devmesh.worker.inbox.RowBacklog;
import io.devmesh.worker.inbox.WorkPoller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.JdbiException;

/**
 * Takes delivered events to the database and off the stream. An entry is acknowledged only after the transaction that
 * stored it has committed; whatever is thrown before leaves it pending, and the same may be handled again.
 */
@ApplicationScoped
class BatchHandler {
    private static final System.Logger LOG = System.getLogger(BatchHandler.class.getName());

    private final RedisEventStream stream;
    private final EventInbox inbox;
    private final QuarantineRepository quarantine;
    private final WorkerMetrics metrics;
    private final StoredEntries entries;
    private final RowBacklog rows;

    BatchHandler() {
        this(null, null, null, null, null, null);
    }

    @Inject
    BatchHandler(
            RedisEventStream stream,
            EventInbox inbox,
            QuarantineRepository quarantine,
            WorkerMetrics metrics,
            StoredEntries entries,
            RowBacklog rows) {
        this.stream = stream;
        this.inbox = inbox;
        this.quarantine = quarantine;
        this.metrics = metrics;
        this.entries = entries;
        this.rows = rows;
    }

    /**
     * Processes and stores, in order; throws JdbiException where the database is away, StreamUnavailableException where Redis is.
     *
     * @param actor who does it
     */
    void handle(List<Arrival> batch, String actor) {
        take(batch, part -> inbox.storeAtOnce(part, actor).orElseGet(() -> inbox.store(part, actor)), actor);
    }

    /** The same for those that somebody had before: stores them as they came, to be processed by the row. */
    void handOver(List<Arrival> batch, String actor) {
        metrics.takenOver(batch.size());
        take(batch, part -> inbox.storeUnprocessed(part, actor), actor);
    }

    /** Takes the entry off the stream without storing it as an event; a person can look at it. */
    void quarantine(StreamEntry entry, String reason) {
        quarantine.store(entry, reason);
        metrics.quarantined();
        stream.acknowledge(List.of(entry.id()));
    }

    private void take(List<Arrival> batch, Function<List<Arrival>, Stored> store, String actor) {
        if (batch.isEmpty()) {
            return;
        }
        List<StoredEvent> stored = new ArrayList<>(batch.size());
        metrics.waited(batch);
        metrics.time(batch.size(), () -> metrics.stored(batch.size(), isolating(batch, store, actor, stored)));
        metrics.outcomes(stored);
        rows.note(stored);
        // Here, and for duplicates too, because whoever stored them first may have died before it could tell.
        List<StoredNotice> told = StoredNotice.of(WorkPoller.finished(stored));
        metrics.acknowledging(
                () -> entries.finish(told, batch.stream().map(Arrival::entry).toList()));
    }

    /** One statement for all; where the database refuses it, one for each, so that a bad event costs only itself. */
    private int isolating(
            List<Arrival> batch, Function<List<Arrival>, Stored> store, String actor, List<StoredEvent> stored) {
        try {
            return noted(store.apply(batch), stored);
        } catch (JdbiException failure) {
            throwIfAway(failure);
            LOG.log(
                    WARNING,
                    "PostgreSQL refused a batch of " + batch.size() + ", storing one by one: " + failure.getMessage());
            return batch.stream()
                    .mapToInt(arrival -> noted(alone(arrival, store, actor), stored))
                    .sum();
        }
    }

    private static int noted(Stored result, List<StoredEvent> stored) {
        stored.addAll(result.events());
        return result.newRows();
    }

    private Stored alone(Arrival arrival, Function<List<Arrival>, Stored> store, String actor) {
        try {
            return store.apply(List.of(arrival));
        } catch (JdbiException failure) {
            throwIfAway(failure);
            LOG.log(ERROR, "PostgreSQL refused " + arrival.event() + "; it is stored as dead", failure);
            return inbox.storeDead(arrival, "PostgreSQL refused the normalized event", actor);
        }
    }

    private static void throwIfAway(JdbiException failure) {
        if (DatabaseFailure.of(failure) == DatabaseFailure.AWAY) {
            throw failure;
        }
    }
}
