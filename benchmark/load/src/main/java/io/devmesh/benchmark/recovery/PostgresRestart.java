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
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            return firstConnection(other.submit(server::start));
        }
    }

    private Instant firstConnection(Future<?> starting) {
        while (true) {
            Future.State state = starting.state();
            try (Connection taken = database.dataSource().getConnection()) {
                return clock.instant();
            } catch (SQLException refused) {
                if (state != Future.State.RUNNING) {
                    Throwable cause = state == Future.State.FAILED ? starting.exceptionNow() : refused;
                    throw new IllegalStateException("PostgreSQL was started again and takes no connection", cause);
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }
}
