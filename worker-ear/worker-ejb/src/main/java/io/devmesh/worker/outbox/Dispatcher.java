package io.devmesh.worker.outbox;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.SecretEncryption;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.JdbiException;

/** Claims what is due and has it sent, as much at a time as is allowed, until nothing is due. */
@ApplicationScoped
class Dispatcher {
    /** Together with the consumers' drain below what Liberty gives. */
    private static final Duration DRAIN = Duration.ofSeconds(8);

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    private final OutboxRepository rows;
    private final ForwardSender sender;
    private final Breakers breakers;
    private final ForwardThreads threads;
    private final ForwardConfig config;
    private final SchemaMigration migration;
    private final SecretEncryption encryption;
    private final InFlight inFlight;
    private final Map<DueTarget, String> lastKeys = new ConcurrentHashMap<>();
    private final AtomicInteger wanted = new AtomicInteger();
    private volatile boolean stopping;
    private volatile boolean encrypted;

    Dispatcher() {
        this.rows = null;
        this.sender = null;
        this.breakers = null;
        this.threads = null;
        this.config = null;
        this.migration = null;
        this.encryption = null;
        this.inFlight = null;
    }

    @Inject
    Dispatcher(
            OutboxRepository rows,
            ForwardSender sender,
            Breakers breakers,
            ForwardThreads threads,
            ForwardConfig config,
            SchemaMigration migration,
            SecretEncryption encryption) {
        this.rows = rows;
        this.sender = sender;
        this.breakers = breakers;
        this.threads = threads;
        this.config = config;
        this.migration = migration;
        this.encryption = encryption;
        this.inFlight = new InFlight(config.concurrency(), config.tenantConcurrency());
    }

    /** Called every second. */
    void tick() {
        if (!stopping && migration.isDone()) {
            try {
                threads.execute(this::dispatch);
            } catch (RejectedExecutionException serverStops) {
                stopping = true;
            }
        }
    }

    /** Claims nothing more, and waits for what is under way. */
    void stop() throws InterruptedException {
        stopping = true;
        if (!inFlight.awaitNone(DRAIN)) {
            LOG.log(WARNING, "Some forwards did not finish in time; they are sent again when their leases lapse");
        }
    }

    /** One thread at a time does so; who comes meanwhile makes it look once more. */
    private void dispatch() {
        if (wanted.getAndIncrement() > 0) {
            return;
        }
        boolean finished = false;
        try {
            // What is still plain text can be read as well.
            encrypted = encrypted || encryption.attemptOnTargets();
            int seen;
            do {
                seen = wanted.get();
                rounds();
            } while (!wanted.compareAndSet(seen, 0));
            finished = true;
        } catch (JdbiException away) {
            LOG.log(WARNING, "Nothing is forwarded while the database is away: " + RootCause.of(away));
        } finally {
            if (!finished) {
                wanted.set(0);
            }
        }
    }

    private void rounds() {
        boolean found = true;
        while (found && !stopping) {
            found = rows.bury() > 0;
            for (DueTarget target : inTurn(rows.dueTargets())) {
                found |= begin(target);
            }
        }
    }

    /** Tenants with the least under way come first, the others by chance. */
    private List<DueTarget> inTurn(List<DueTarget> due) {
        List<DueTarget> targets = new ArrayList<>(due);
        Collections.shuffle(targets);
        targets.sort(Comparator.comparingInt(target -> inFlight.of(target.tenant())));
        return targets;
    }

    /** Whether anything of the target could be begun. */
    private boolean begin(DueTarget target) {
        int places = inFlight.take(target.tenant(), target.maxConcurrency());
        int permits = breakers.permits(target.tenant(), target.name(), places);
        List<DueForward> claimed = List.of();
        try {
            if (permits > 0 && !stopping) {
                claimed = rows.claim(target, permits, lastKeys.getOrDefault(target, ""), config.lease());
            }
        } finally {
            inFlight.giveBack(target.tenant(), places - claimed.size());
            breakers.notSent(target.tenant(), target.name(), permits - claimed.size());
        }
        claimed.stream()
                .flatMap(forward -> forward.orderKey().stream())
                .max(Comparator.naturalOrder())
                .ifPresent(last -> lastKeys.put(target, last));
        claimed.forEach(this::begin);
        return !claimed.isEmpty();
    }

    private void begin(DueForward forward) {
        try {
            threads.execute(() -> send(forward));
        } catch (RejectedExecutionException serverStops) {
            stopping = true;
            end(forward);
            breakers.notSent(forward.tenant(), forward.target(), 1);
            rows.release(forward);
        }
    }

    private void send(DueForward forward) {
        boolean reported = false;
        try {
            Verdict verdict = sender.send(forward);
            reported = true;
            if (breakers.sent(forward.tenant(), forward.target(), verdict)) {
                rows.rest(forward.tenant(), forward.target(), Breakers.REST);
            }
        } catch (JdbiException away) {
            LOG.log(WARNING, forward + " is sent again when its lease lapses: " + RootCause.of(away));
        } finally {
            if (!reported) {
                breakers.notSent(forward.tenant(), forward.target(), 1);
            }
            end(forward);
        }
        dispatch();
    }

    private void end(DueForward forward) {
        inFlight.giveBack(forward.tenant(), 1);
    }
}
