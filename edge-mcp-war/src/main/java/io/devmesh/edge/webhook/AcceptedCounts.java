package io.devmesh.edge.webhook;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.work.Threads;
import io.devmesh.shared.event.LedgerRepository;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.JdbiException;

/**
 * Counts what this process accepted, for the ledger. What was counted in the last seconds before a crash is missing there, which
 * looks as if more was stored than accepted, never as a loss.
 */
@ApplicationScoped
class AcceptedCounts {
    private static final System.Logger LOG = System.getLogger(AcceptedCounts.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final LedgerRepository ledger;
    private final ServiceIdentity identity;
    private final Map<SourceName, AtomicLong> counts = new ConcurrentHashMap<>();
    private Map<SourceName, Long> open = Map.of();
    private UUID flush = UUID.randomUUID();
    private boolean failing;

    AcceptedCounts() {
        this(null, null);
    }

    @Inject
    AcceptedCounts(LedgerRepository ledger, ServiceIdentity identity) {
        this.ledger = ledger;
        this.identity = identity;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application, Threads threads) {
        threads.every(PAUSE, this::flush);
    }

    /** An event is where it will not be lost. */
    void count(SourceName source) {
        counts.computeIfAbsent(source, any -> new AtomicLong()).incrementAndGet();
    }

    /** Writes what was counted since the last time; what fails is tried again as it was, for it may have been done. */
    @PreDestroy
    synchronized void flush() {
        try {
            write();
            take();
            write();
            failing = false;
        } catch (JdbiException away) {
            if (!failing) {
                LOG.log(WARNING, "The ledger does not get what was accepted for now: " + RootCause.of(away));
            }
            failing = true;
        }
    }

    private void write() {
        if (!open.isEmpty()) {
            ledger.accept(open, identity.toString(), flush);
            open = Map.of();
        }
    }

    private void take() {
        Map<SourceName, Long> taken = new HashMap<>();
        counts.forEach((source, count) -> {
            long events = count.getAndSet(0);
            if (events > 0) {
                taken.put(source, events);
            }
        });
        open = taken;
        flush = UUID.randomUUID();
    }
}
