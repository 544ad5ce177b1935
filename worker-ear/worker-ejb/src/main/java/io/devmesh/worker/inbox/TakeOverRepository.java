package io.devmesh.worker.inbox;

import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
     * Commits before it returns how many processes have begun each so since one has ended, {@code process} included: one that
     * lives and tries again counts once.
     */
    public Map<EntryId, Integer> begin(Collection<EntryId> entries, String process) {
        return jdbi.withHandle(handle -> {
            Map<EntryId, Integer> attempts = new HashMap<>();
            handle.createQuery("""
                            INSERT INTO entry_takeover AS t (stream, entry_id, begun_by)
                            SELECT :stream, entry, :process FROM unnest(CAST(:entries AS text[])) AS entry ORDER BY entry
                            ON CONFLICT (stream, entry_id) DO UPDATE
                            SET attempts = t.attempts + CASE t.begun_by WHEN excluded.begun_by THEN 0 ELSE 1 END,
                                begun_by = excluded.begun_by, begun_at = now()
                            RETURNING entry_id, attempts
                            """)
                    .bind("stream", stream.stream())
                    .bind("process", process)
                    .bind("entries", texts(entries))
                    .map((row, context) -> Map.entry(new EntryId(row.getString("entry_id")), row.getInt("attempts")))
                    .forEach(begun -> attempts.put(begun.getKey(), begun.getValue()));
            return attempts;
        });
    }

    /** Whoever began has lived to see their end, good or bad. */
    public void end(Collection<EntryId> entries) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "DELETE FROM entry_takeover WHERE stream = :stream AND entry_id = ANY (:entries)")
                .bind("stream", stream.stream())
                .bind("entries", texts(entries))
                .execute());
    }

    private static String[] texts(Collection<EntryId> entries) {
        return entries.stream().map(EntryId::value).toArray(String[]::new);
    }
}
