package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.ERROR;

import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.worker.inbox.TakeOverRepository;
import io.devmesh.worker.lease.WorkerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stores, unprocessed, entries that somebody had before and did not finish: one of them may be what ended that Worker. Its row
 * then tells how many it ends. Where storing is what ends them, an entry is known only by those who never came back from it; it
 * comes alone at the second time, and after {@link #MAX_ATTEMPTS} goes into quarantine.
 */
final class TakeOver {
    static final int MAX_ATTEMPTS = 3;

    private static final System.Logger LOG = System.getLogger(TakeOver.class.getName());

    private final BatchHandler handler;
    private final Intake intake;
    private final TakeOverRepository begun;
    private final WorkerProcess process;

    TakeOver(BatchHandler handler, Intake intake, TakeOverRepository begun, WorkerProcess process) {
        this.handler = handler;
        this.intake = intake;
        this.begun = begun;
        this.process = process;
    }

    /** In order; throws JdbiException where the database is away, StreamUnavailableException where Redis is. */
    void handle(List<StreamEntry> entries) {
        Map<EntryId, Integer> attempts =
                begun.begin(entries.stream().map(StreamEntry::id).toList(), process.toString());
        List<StreamEntry> together = new ArrayList<>();
        for (StreamEntry entry : entries) {
            int attempt = attempts.getOrDefault(entry.id(), 1);
            if (attempt == 1) {
                together.add(entry);
                continue;
            }
            store(together);
            together.clear();
            if (attempt > MAX_ATTEMPTS) {
                LOG.log(ERROR, "Entry " + entry.id() + " ended every Worker that had it, and goes into quarantine");
                handler.quarantine(entry, "Whoever stored it died, " + MAX_ATTEMPTS + " times");
                begun.end(List.of(entry.id()));
            } else {
                store(List.of(entry));
            }
        }
        store(together);
    }

    /** Goes on with entries that this process had read and could not store: none of them has ended it. */
    void resume(List<StreamEntry> entries) {
        handler.handle(intake.decode(entries), process.name());
    }

    /** What is thrown is an end as well. */
    private void store(List<StreamEntry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        try {
            handler.handOver(intake.decode(entries), process.name());
        } finally {
            begun.end(entries.stream().map(StreamEntry::id).toList());
        }
    }
}
