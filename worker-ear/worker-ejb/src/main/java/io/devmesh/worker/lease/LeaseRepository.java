package io.devmesh.worker.lease;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
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

    /** Takes the lease or renews it for {@code duration}; false where another holder has it. */
    public boolean hold(String name, String holder, Duration duration) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        INSERT INTO lease AS l (name, holder, until)
                        VALUES (:name, :holder, now() + CAST(:duration AS interval))
                        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                        WHERE l.holder = excluded.holder OR l.until < now()
                        RETURNING true
                        """)
                .bind("name", name)
                .bind("holder", holder)
                .bind("duration", duration.toString())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** Ends it early, if it is {@code holder}'s. */
    public void release(String name, String holder) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM lease WHERE name = :name AND holder = :holder")
                .bind("name", name)
                .bind("holder", holder)
                .execute());
    }
}
