package io.devmesh.worker.inbox;

import io.devmesh.shared.tenant.DatabaseScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** How much waits in rows, over all tenants. Looks at so many rows at the most that it is cheap however many there are. */
@ApplicationScoped
public class WaitingRepository {
    private static final int MOST = 100_000;

    private final DatabaseScope scope;

    WaitingRepository() {
        this(null);
    }

    @Inject
    public WaitingRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /**
     * What waits.
     *
     * @param byState due, retrying, blocked (its source is paused, or another of its order comes first), held
     * @param overdueSeconds since when the one is due that has waited longest for its attempt; 0 where none is
     * @param dead letters
     * @param strays events that are in no month
     * @param monthsAhead for which partitions are there, beyond this month; negative where even this month has none
     */
    public record Backlog(Map<String, Long> byState, double overdueSeconds, long dead, long strays, int monthsAhead) {
        public Backlog {
            byState = Map.copyOf(byState);
        }
    }

    /** One round trip for the queue, and one for the rest. */
    public Backlog measure() {
        return scope.ofAll().with(handle -> {
            Map<String, Long> byState = new HashMap<>();
            double[] overdue = {0};
            handle.createQuery("""
                            SELECT CASE WHEN held THEN 'held' WHEN due_at = 'infinity' THEN 'blocked'
                                        WHEN attempts > 0 THEN 'retrying' ELSE 'due' END AS state,
                                   count(*) AS events,
                                   coalesce(max(extract(epoch FROM now() - since)) FILTER (WHERE since <= now()), 0) AS overdue
                            FROM (SELECT held, due_at, attempts, CASE WHEN held THEN created_at ELSE due_at END AS since
                                  FROM event_work LIMIT :most) w GROUP BY 1
                            """)
                    .bind("most", MOST)
                    .map((row, context) -> {
                        overdue[0] = Math.max(overdue[0], row.getDouble("overdue"));
                        return Map.entry(row.getString("state"), row.getLong("events"));
                    })
                    .forEach(state -> byState.put(state.getKey(), state.getValue()));
            return handle.createQuery("""
                            SELECT (SELECT count(*) FROM (SELECT FROM event WHERE status = 'dead' LIMIT :most) d) AS dead,
                                   (SELECT count(*) FROM (SELECT FROM event_default LIMIT :most) s) AS strays,
                                   (SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                                    WHERE i.inhparent = 'event'::regclass
                                      AND c.relname >= 'event_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')
                                      AND c.relname ~ '^event_\\d{6}$') - 1 AS ahead
                            """)
                    .bind("most", MOST)
                    .map((row, context) -> new Backlog(
                            byState, overdue[0], row.getLong("dead"), row.getLong("strays"), row.getInt("ahead")))
                    .one();
        });
    }
}
