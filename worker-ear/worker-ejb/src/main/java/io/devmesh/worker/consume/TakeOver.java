package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.ERROR;

import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.worker.inbox.TakeOverRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * Works on entries that somebody had before and did not finish, one at a time: one of them may be what ended that Worker, and
 * would end this one with all that is beside it. Such an entry throws nothing, so it is known only by those who never came
 * back from it; after {@link #MAX_ATTEMPTS} of them, and the one who had it first, it goes into quarantine.
 */
@ApplicationScoped
class TakeOver {
    static final int MAX_ATTEMPTS = 2;

    private static final System.Logger LOG = System.getLogger(TakeOver.class.getName());

    private final BatchHandler handler;
    private final TakeOverRepository begun;
    private final ConsumerConfig config;

    TakeOver() {
        this(null, null, null);
    }

    @Inject
    TakeOver(BatchHandler handler, TakeOverRepository begun, ConsumerConfig config) {
        this.handler = handler;
        this.begun = begun;
        this.config = config;
    }

    /** Throws JdbiException where the database is away, StreamUnavailableException where Redis is. */
    void handle(List<StreamEntry> entries) {
        for (StreamEntry entry : entries) {
            Optional<Integer> attempts = begun.begin(entry.id(), config.longestAttempt());
            if (attempts.isEmpty()) {
                continue; // somebody is at it, slowly, or has just died; it stays pending
            }
            if (attempts.get() > MAX_ATTEMPTS) {
                LOG.log(ERROR, "Entry " + entry.id() + " ended every Worker that had it, and goes into quarantine");
                handler.quarantine(entry, "Whoever processed it died, " + (MAX_ATTEMPTS + 1) + " times");
                begun.end(entry.id());
            } else {
                handle(entry);
            }
        }
    }

    /** What is thrown is an end as well. */
    private void handle(StreamEntry entry) {
        try {
            handler.handle(List.of(entry));
        } finally {
            begun.end(entry.id());
        }
    }
}
