package io.devmesh.shared.event;

import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.DatabaseScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;

/** Rows of {@code ledger}: how many events were accepted, and what became of them. */
@ApplicationScoped
public class LedgerRepository {
    /** What is counted of a source. */
    public enum Kind {
        ACCEPTED,
        STORED,
        DUPLICATE,
        QUARANTINED
    }

    /** How many of a kind. */
    public record Count(String source, Kind kind, long events) {}

    private final DatabaseScope scope;

    LedgerRepository() {
        this(null);
    }

    @Inject
    public LedgerRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /**
     * Adds what was accepted. The same {@code flush} again, because nobody knows whether it was done, adds nothing.
     *
     * @param writer who accepted it
     */
    public void accept(Map<SourceName, Long> accepted, String writer, UUID flush) {
        List<Map.Entry<SourceName, Long>> rows = List.copyOf(accepted.entrySet());
        scope.ofAll()
                .use(handle -> handle.createUpdate("""
                        INSERT INTO ledger AS l (source, kind, writer, events, flush)
                        SELECT source, 'accepted', :writer, events::bigint, :flush
                        FROM unnest(:sources, :events) AS d (source, events) ORDER BY source
                        ON CONFLICT (source, kind, writer) DO UPDATE
                        SET events = l.events + excluded.events, flush = excluded.flush, flushed_at = now()
                        WHERE l.flush IS DISTINCT FROM excluded.flush
                        """)
                        .bind("writer", writer)
                        .bind("flush", flush)
                        .bind("sources", texts(rows, row -> row.getKey().value()))
                        .bind("events", texts(rows, row -> row.getValue().toString()))
                        .execute());
    }

    /** Sums over all writers. */
    public List<Count> counts() {
        return scope.ofAll()
                .with(handle -> handle.createQuery(
                                "SELECT source, kind, sum(events) AS events FROM ledger GROUP BY source, kind")
                        .map((row, context) -> new Count(
                                row.getString("source"),
                                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                                row.getLong("events")))
                        .list());
    }

    /** The sums of what was accepted, by source. */
    public Map<String, Long> accepted() {
        return scope.ofAll().with(handle -> {
            Map<String, Long> sums = new HashMap<>();
            handle.createQuery(
                            "SELECT source, sum(events) AS events FROM ledger WHERE kind = 'accepted' GROUP BY source")
                    .map((row, context) -> Map.entry(row.getString("source"), row.getLong("events")))
                    .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
            return sums;
        });
    }

    private static Argument texts(
            List<Map.Entry<SourceName, Long>> rows, Function<Map.Entry<SourceName, Long>, String> value) {
        String[] elements = rows.stream().map(value).toArray(String[]::new);
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("text", elements));
    }
}
