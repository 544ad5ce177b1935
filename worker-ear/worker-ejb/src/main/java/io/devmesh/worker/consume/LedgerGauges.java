package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.ERROR;

import io.devmesh.shared.event.LedgerRepository;
import io.devmesh.shared.event.LedgerRepository.Count;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StreamUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jdbi.v3.core.JdbiException;

/** Shows the ledger where it is this Worker's turn to read; NaN at the others, and while a store does not say. */
@ApplicationScoped
class LedgerGauges {
    private static final System.Logger LOG = System.getLogger(LedgerGauges.class.getName());
    private static final Metadata LEDGER = Metadata.builder()
            .withName("webhook_ledger")
            .withDescription("Events of a source by kind: accepted, stored, duplicate, quarantined")
            .build();

    private final LedgerRepository ledger;
    private final RedisEventStream stream;
    private final ReadingTurn turn;
    private final SchemaMigration migration;
    private final MetricRegistry registry;
    private final LedgerBalance balance = new LedgerBalance();
    private final Map<String, Double> counts = new ConcurrentHashMap<>();
    private volatile double inFlight = Double.NaN;
    private volatile double missing = Double.NaN;

    LedgerGauges() {
        this.ledger = null;
        this.stream = null;
        this.turn = null;
        this.migration = null;
        this.registry = null;
    }

    @Inject
    LedgerGauges(
            LedgerRepository ledger,
            RedisEventStream stream,
            ReadingTurn turn,
            SchemaMigration migration,
            MetricRegistry registry) {
        this.ledger = ledger;
        this.stream = stream;
        this.turn = turn;
        this.migration = migration;
        this.registry = registry;
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_ledger_in_flight")
                        .withDescription("Entries on the stream when the ledger was read")
                        .build(),
                this,
                gauges -> gauges.inFlight);
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_ledger_missing")
                        .withDescription(
                                "Events that were accepted, and are neither on the stream nor stored nor quarantined")
                        .build(),
                this,
                gauges -> gauges.missing);
    }

    /** Called every ten seconds. */
    void measure() {
        if (!turn.isMine() || !migration.isDone()) {
            forget();
            return;
        }
        try {
            // In this order: what was accepted is on the stream then, or stored before the last is read.
            Map<String, Long> accepted = ledger.accepted();
            long onTheStream = stream.length();
            List<Count> sums = ledger.counts();
            sums.forEach(this::show);
            inFlight = onTheStream;
            say(balance.missing(accepted, onTheStream, sums)
                    .map(Long::doubleValue)
                    .orElse(Double.NaN));
        } catch (StreamUnavailableException | JdbiException away) {
            forget();
        }
    }

    private void say(double now) {
        if (now > 0 && now != missing) {
            LOG.log(ERROR, (long) now + " events were accepted and cannot be found any more");
        }
        missing = now;
    }

    private void show(Count count) {
        String kind = count.kind().name().toLowerCase(Locale.ROOT);
        String key = kind + " " + count.source();
        if (counts.put(key, (double) count.events()) == null) {
            registry.gauge(
                    LEDGER,
                    this,
                    gauges -> gauges.counts.getOrDefault(key, Double.NaN),
                    new Tag("source", count.source()),
                    new Tag("kind", kind));
        }
    }

    private void forget() {
        counts.replaceAll((key, value) -> Double.NaN);
        inFlight = Double.NaN;
        missing = Double.NaN;
        balance.forget();
    }
}
