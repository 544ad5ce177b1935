package io.devmesh.worker.inbox;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventWorkRepository;
import io.devmesh.shared.event.EventWorkRepository.Claimed;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.postgres.DatabaseFailure;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.worker.lease.WorkerProcess;
import io.devmesh.worker.source.SourceBook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Processes events that wait in rows: those that are to be tried again, that were behind such a one, that a dead Worker left, that
 * the door stored while Redis was away, that an operator replays. Any number of Workers may do so at once.
 */
@ApplicationScoped
public class WorkPoller {
    /** From how many processes an event may not have come back. */
    public static final int DEADLY = 3;

    private static final System.Logger LOG = System.getLogger(WorkPoller.class.getName());
    private static final int BATCH = 100;

    /** Who has begun and is not heard of for so long has lost its turn; its transaction then finds that out. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private final EventInbox inbox;
    private final EventWorkRepository work;
    private final SourceBook sources;
    private final SchemaMigration migration;
    private final StoredNotices notices;
    private final WorkerProcess process;
    private final OutcomeMetrics metrics;

    /** Whether it is asked; by the round that began last, for all that are under way. */
    private volatile boolean redisAnswers;

    private volatile boolean stopping;

    WorkPoller() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    WorkPoller(
            EventInbox inbox,
            EventWorkRepository work,
            SourceBook sources,
            SchemaMigration migration,
            StoredNotices notices,
            WorkerProcess process,
            OutcomeMetrics metrics) {
        this.inbox = inbox;
        this.work = work;
        this.sources = sources;
        this.migration = migration;
        this.notices = notices;
        this.process = process;
        this.metrics = metrics;
    }

    /** Until nothing is due; costs three short queries where nothing is. */
    void pollOnce() {
        pollWhile(() -> true);
    }

    /** Until nothing is due or {@code mayGoOn} is false, which is asked between batches. Several threads may be in it at once. */
    public void pollWhile(BooleanSupplier mayGoOn) {
        if (!migration.isDone()) {
            return;
        }
        redisAnswers = true;
        try {
            // In turns, so that neither holds up the other.
            boolean begunOnce = true;
            boolean begun = true;
            boolean others = true;
            while ((begunOnce || begun || others) && !stopping && mayGoOn.getAsBoolean()) {
                begunOnce = workOnBegunOnce();
                begun = workOnOneBegun();
                others = workOnOthers();
            }
        } catch (JdbiException | TransactionalException away) {
            LOG.log(WARNING, "What waits in rows could not be processed: " + RootCause.of(away));
        }
    }

    /** No new work; called at the end. */
    void stop() {
        stopping = true;
    }

    /** Together, for mostly something else has ended those who had them. False where there are none. */
    private boolean workOnBegunOnce() {
        return workOn(work.claimBegunOnce(process.toString(), LEASE, BATCH, sources.paused()));
    }

    /** It comes alone, for it may be what ended those who had it; false where there is none. */
    private boolean workOnOneBegun() {
        Optional<Claimed> begun = work.claimBegun(process.toString(), LEASE, sources.paused());
        begun.ifPresent(claimed -> tell(claimed.begun() >= DEADLY ? buried(claimed) : alone(claimed.id())));
        return begun.isPresent();
    }

    private List<StoredEvent> buried(Claimed deadly) {
        LOG.log(ERROR, "Event " + deadly.id() + " ended every Worker that had it, and is dead");
        return bury(deadly.id(), "Whoever processed it died, " + DEADLY + " times");
    }

    /** False where there are none. */
    private boolean workOnOthers() {
        return workOn(work.claim(process.toString(), LEASE, BATCH, sources.paused()));
    }

    private boolean workOn(List<Claimed> claimed) {
        List<EventId> ids = claimed.stream().map(Claimed::id).toList();
        if (!ids.isEmpty()) {
            tell(unlessRefused(
                    () -> inbox.processClaimed(ids, process.toString(), process.name()),
                    () -> ids.stream().flatMap(id -> alone(id).stream()).toList()));
        }
        return !ids.isEmpty();
    }

    /** A bad event costs only itself. */
    private List<StoredEvent> alone(EventId id) {
        return unlessRefused(
                () -> inbox.processClaimed(List.of(id), process.toString(), process.name()),
                () -> bury(id, "PostgreSQL refused the processed event"));
    }

    private List<StoredEvent> bury(EventId id, String error) {
        return inbox.buryClaimed(List.of(id), error, process.toString(), process.name());
    }

    private static List<StoredEvent> unlessRefused(
            Supplier<List<StoredEvent>> attempt, Supplier<List<StoredEvent>> otherwise) {
        try {
            return attempt.get();
        } catch (JdbiException failure) {
            if (DatabaseFailure.of(failure) == DatabaseFailure.AWAY) {
                throw failure;
            }
            LOG.log(WARNING, "PostgreSQL refused what was processed: " + failure.getMessage());
            return otherwise.get();
        }
    }

    /** Nothing repeats this: a row is processed once. Redis that did not answer is not asked again in this round. */
    private void tell(List<StoredEvent> processed) {
        metrics.count(processed);
        if (!redisAnswers) {
            return;
        }
        try {
            notices.publish(StoredNotice.of(finished(processed)));
        } catch (StreamUnavailableException away) {
            redisAnswers = false;
            LOG.log(WARNING, "Subscribers are not told of rows that were processed: " + away.getMessage());
        }
    }

    /** Those that subscribers are told of: what waits is told of once it is finished. */
    public static List<StoredEvent> finished(List<StoredEvent> events) {
        return events.stream().filter(stored -> stored.waiting().isEmpty()).toList();
    }
}
