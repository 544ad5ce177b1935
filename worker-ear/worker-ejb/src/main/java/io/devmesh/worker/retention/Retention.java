package io.devmesh.worker.retention;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.worker.lease.LeaseRepository;
import io.devmesh.worker.lease.WorkerProcess;
import io.devmesh.worker.retention.RetentionRepository.Old;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** The chore of keeping months ahead and dropping what is old: at start, and then each hour, by one Worker of all. */
@ApplicationScoped
class Retention {
    private static final System.Logger LOG = System.getLogger(Retention.class.getName());
    private static final String NAME = "retention";
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(5);
    private static final int MONTHS_AHEAD = 2;

    /** A statement takes a fraction of a second; what is left comes in the next hour. */
    private static final int ROWS_AT_ONCE = 5_000;

    private static final int STATEMENTS = 2_000;

    private final RetentionRepository rows;
    private final LeaseRepository leases;
    private final WorkerProcess process;
    private final SchemaMigration migration;
    private final RetentionConfig config;
    private Optional<Long> next = Optional.empty();
    private volatile boolean stopping;

    Retention() {
        this(null, null, null, null, null);
    }

    @Inject
    Retention(
            RetentionRepository rows,
            LeaseRepository leases,
            WorkerProcess process,
            SchemaMigration migration,
            RetentionConfig config) {
        this.rows = rows;
        this.leases = leases;
        this.process = process;
        this.migration = migration;
        this.config = config;
    }

    /** Called every few seconds. Whoever has the lease has done it for all, until it ends. */
    void look() {
        long began = System.nanoTime();
        if (!migration.isDone()
                || stopping
                || next.filter(moment -> began - moment < 0).isPresent()) {
            return;
        }
        try {
            if (leases.hold(NAME, process.toString(), PERIOD).mine()) {
                run(rows.now());
                next = Optional.of(began + PERIOD.toNanos());
            }
        } catch (JdbiException failure) {
            LOG.log(WARNING, "Old events could not be dropped, or months not be made: " + RootCause.of(failure));
            next = Optional.of(began + AFTER_FAILURE.toNanos());
        }
    }

    /** What is not done when the process ends is done by the next. */
    void stop() {
        stopping = true;
        try {
            leases.release(NAME, process.toString());
        } catch (JdbiException away) {
            LOG.log(WARNING, "The next Worker looks after old events an hour later: " + RootCause.of(away));
        }
    }

    /** As if it were {@code now}. */
    void run(Instant now) {
        for (int month = 0; month <= MONTHS_AHEAD; month++) {
            rows.makeMonth(now.atOffset(ZoneOffset.UTC)
                    .withDayOfMonth(1)
                    .plusMonths(month)
                    .toInstant());
        }
        rows.rollUpLedger();
        config.events().map(now::minus).ifPresent(this::dropEvents);
        config.audit().map(now::minus).ifPresent(this::dropAudit);
        config.memory().map(now::minus).ifPresent(before -> delete(Old.KEYS, before));
    }

    private void dropEvents(Instant before) {
        Optional<String> dropped = rows.dropMonth(before);
        while (dropped.isPresent()) {
            LOG.log(INFO, "Dropped the events of the month " + dropped.get());
            dropped = rows.dropMonth(before);
        }
        delete(Old.FORWARDS, before);
        delete(Old.EVENTS, before);
        delete(Old.ATTEMPTS, before);
        delete(Old.QUARANTINED, before);
    }

    private void dropAudit(Instant before) {
        Optional<String> dropped = rows.dropAuditMonth(before);
        while (dropped.isPresent()) {
            LOG.log(INFO, "Dropped the audit log of the month " + dropped.get());
            dropped = rows.dropAuditMonth(before);
        }
    }

    private void delete(Old what, Instant before) {
        int deleted = ROWS_AT_ONCE;
        for (int statement = 0; statement < STATEMENTS && deleted == ROWS_AT_ONCE && !stopping; statement++) {
            deleted = rows.delete(what, before, ROWS_AT_ONCE);
        }
    }
}
