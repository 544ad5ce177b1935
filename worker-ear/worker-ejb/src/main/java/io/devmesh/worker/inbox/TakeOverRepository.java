package io.devmesh.worker.inbox;

import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code entry_takeover}: what is worked on for a second time, and was not finished yet. */
@ApplicationScoped
public class TakeOverRepository {
    private final Jdbi jdbi;
    private final StreamConfig stream;

    TakeOverRepository() {
        this(null, null);
    }

    @Inject
    public TakeOverRepository(Jdbi jdbi, StreamConfig stream) {
        this.jdbi = jdbi;
        this.stream = stream;
    }

    /**
     * Commits before it returns how many have begun so since one has ended, this one included; empty where the last began
     * less than {@code longest} ago and may still be at it.
     */
    public Optional<Integer> begin(EntryId entry, Duration longest) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        INSERT INTO entry_takeover AS t (stream, entry_id) VALUES (:stream, :entry)
                        ON CONFLICT (stream, entry_id) DO UPDATE SET attempts = t.attempts + 1, begun_at = now()
                        WHERE t.begun_at < now() - make_interval(secs => :seconds)
                        RETURNING attempts
                        """)
                .bind("stream", stream.stream())
                .bind("entry", entry.value())
                .bind("seconds", longest.toMillis() / 1000.0)
                .mapTo(Integer.class)
                .findOne());
    }

    /** Whoever began has lived to see its end, good or bad. */
    public void end(EntryId entry) {
        jdbi.useHandle(
                handle -> handle.createUpdate("DELETE FROM entry_takeover WHERE stream = :stream AND entry_id = :entry")
                        .bind("stream", stream.stream())
                        .bind("entry", entry.value())
                        .execute());
    }
}
