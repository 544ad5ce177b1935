package io.devmesh.shared.doctor;

import io.devmesh.shared.postgres.DatabaseConfig;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What the server is, and whether that fits. */
final class DatabaseServerCheck {
    private static final int OLDEST = 14;
    private static final Duration TOLERATED = Duration.ofSeconds(5);
    private static final Duration SLOW = Duration.ofMillis(20);
    private static final int QUESTIONS = 5;
    private static final String ABOUT = """
            SELECT current_setting('server_version') AS version,
                   current_setting('server_version_num')::int / 10000 AS major,
                   pg_is_in_recovery() AS standby,
                   coalesce((SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), '') AS tls,
                   current_setting('max_connections') AS connections,
                   floor(extract(epoch FROM clock_timestamp()))::bigint AS now
            """;

    private final DatabaseConfig config;
    private final Clock clock;
    private final LongSupplier nanoTime;

    DatabaseServerCheck(DatabaseConfig config, Clock clock, LongSupplier nanoTime) {
        this.config = config;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    void tell(DatabaseSession session, Findings findings) throws SQLException {
        Map<String, String> about = session.row(ABOUT);
        version(about, findings);
        role(about, findings);
        tls(about.get("tls"), findings);
        connections(Integer.parseInt(about.get("connections")), findings);
        clockDifference(Instant.ofEpochSecond(Long.parseLong(about.get("now"))), findings);
        latency(session, findings);
    }

    private static void version(Map<String, String> about, Findings findings) {
        String name = "PostgreSQL " + about.get("version");
        if (Integer.parseInt(about.get("major")) < OLDEST) {
            findings.error(
                    Code.DATABASE__VERSION__TOO_OLD, name, name + " is older than " + OLDEST, "upgrade PostgreSQL");
        } else {
            findings.ok(Code.DATABASE__VERSION, name);
        }
    }

    private static void role(Map<String, String> about, Findings findings) {
        if (about.get("standby").equals("t")) {
            DatabaseLoginTrouble.standby("pg_is_in_recovery() is true", findings);
        }
    }

    private void tls(String version, Findings findings) {
        if (!version.isEmpty()) {
            findings.ok(Code.DATABASE__TLS__USED, "the connection uses " + version);
        } else {
            findings.info(
                    Code.DATABASE__TLS__UNUSED,
                    "the connection is in plain text, DATABASE_SSL_MODE is "
                            + config.ssl().mode(),
                    "Whoever is in the way can read what goes to PostgreSQL",
                    "set DATABASE_SSL_MODE=verify-full where PostgreSQL is not on this machine");
        }
    }

    private void connections(int allowed, Findings findings) {
        String seen = "max_connections " + allowed + ", DATABASE_POOL_MAX "
                + config.limits().poolMax();
        if (config.limits().poolMax() > allowed / 2) {
            findings.warning(
                    Code.DATABASE__CONNECTIONS__FEW,
                    seen,
                    "Two instances alone can use up PostgreSQL's connections",
                    "lower DATABASE_POOL_MAX, raise max_connections, or use RDS Proxy");
        } else {
            findings.ok(Code.DATABASE__CONNECTIONS, seen);
        }
    }

    private void clockDifference(Instant theirs, Findings findings) {
        Duration off = Duration.between(clock.instant(), theirs);
        if (off.abs().compareTo(TOLERATED) > 0) {
            findings.warning(
                    Code.DATABASE__CLOCK__DIFFERS,
                    "PostgreSQL's clock is off by " + off.toSeconds() + " s",
                    "The clocks of this machine and of PostgreSQL differ; retries are scheduled by them",
                    "check time synchronization (chrony, NTP) on the nodes");
        } else {
            findings.ok(Code.DATABASE__CLOCK, "clocks agree");
        }
    }

    private void latency(DatabaseSession session, Findings findings) throws SQLException {
        long[] times = new long[QUESTIONS];
        for (int turn = 0; turn < QUESTIONS; turn++) {
            long start = nanoTime.getAsLong();
            session.row("SELECT 1");
            times[turn] = nanoTime.getAsLong() - start;
        }
        Duration median = Duration.ofNanos(
                LongStream.of(times).sorted().skip(QUESTIONS / 2).findFirst().orElse(0));
        String seen = "median of " + QUESTIONS + " queries: " + Latency.text(median);
        if (median.compareTo(SLOW) > 0) {
            findings.warning(
                    Code.DATABASE__LATENCY__HIGH,
                    seen,
                    "PostgreSQL answers slowly",
                    "keep PostgreSQL in the services' region, and check its CPU");
        } else {
            findings.ok(Code.DATABASE__LATENCY, seen);
        }
    }
}
