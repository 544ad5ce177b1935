package io.devmesh.benchmark.recovery;

import io.devmesh.local.Database;
import io.devmesh.local.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Starts a PostgreSQL that had ended, and notes when it took its first connection. */
record PostgresRestart(EmbeddedPostgres server, Database database, Clock clock) {
    private static final Duration POLL = Duration.ofMillis(5);

    /** When it took one; what starts it looks only ten times a second. */
    Instant start() {
        Future<Instant> accepted;
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            accepted = other.submit(this::firstConnection);
            try {
                server.start();
            } catch (RuntimeException failure) {
                other.shutdownNow();
                throw failure;
            }
        }
        return accepted.resultNow();
    }

    private Instant firstConnection() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection taken = database.dataSource().getConnection()) {
                return clock.instant();
            } catch (SQLException notYet) {
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        throw new IllegalStateException("PostgreSQL was not started");
    }
}
