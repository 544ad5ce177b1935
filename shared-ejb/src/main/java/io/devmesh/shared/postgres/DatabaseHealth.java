package io.devmesh.shared.postgres;

import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Tells whether PostgreSQL answers, and if not, why, in words that hold no secret. */
@ApplicationScoped
public class DatabaseHealth {
    private final Jdbi jdbi;

    DatabaseHealth() {
        this(null);
    }

    @Inject
    DatabaseHealth(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Empty where a query was answered; otherwise the cause and what to check. */
    public Optional<String> problem() {
        try {
            jdbi.useHandle(handle -> handle.execute("SELECT 1"));
            return Optional.empty();
        } catch (JdbiException failure) {
            return Optional.of("PostgreSQL does not serve (" + RootCause.of(failure)
                    + "): check DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER and DATABASE_PASSWORD");
        }
    }
}
