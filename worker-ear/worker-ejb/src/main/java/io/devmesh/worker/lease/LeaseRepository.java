package io.devmesh.worker.lease;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code lease}. */
@ApplicationScoped
public class LeaseRepository {
    private final Jdbi jdbi;

    LeaseRepository() {
        this(null);
    }

    @Inject
    public LeaseRepository(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * What came of an attempt to have a lease.
     *
     * @param mine whether it was taken or renewed
     * @param left for how long whoever has it has it still; empty where another took it in the same moment
     */
    public record Held(boolean mine, Optional<Duration> left) {}

    /** Takes the lease or renews it for {@code duration}, where no other holder has it. */
    public Held hold(String name, String holder, Duration duration) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        WITH held AS (
                            INSERT INTO lease AS l (name, holder, until)
                            VALUES (:name, :holder, now() + CAST(:duration AS interval))
                            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                            WHERE l.holder = excluded.holder OR l.until < now()
                            RETURNING until
                        )
                        SELECT true AS mine, ceil(1000 * extract(epoch FROM until - now()))::bigint AS millis FROM held
                        UNION ALL
                        SELECT false, ceil(1000 * extract(epoch FROM until - now()))::bigint FROM lease
                        WHERE name = :name AND NOT EXISTS (SELECT FROM held)
                        """)
                .bind("name", name)
                .bind("holder", holder)
                .bind("duration", duration.toString())
                .map((row, context) ->
                        new Held(row.getBoolean("mine"), Optional.of(Duration.ofMillis(row.getLong("millis")))))
                .findOne()
                .orElse(new Held(false, Optional.empty())));
    }

    /** Ends it early, if it is {@code holder}'s. */
    public void release(String name, String holder) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM lease WHERE name = :name AND holder = :holder")
                .bind("name", name)
                .bind("holder", holder)
                .execute());
    }
}
