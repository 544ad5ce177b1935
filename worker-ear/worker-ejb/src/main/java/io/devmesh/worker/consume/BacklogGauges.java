package io.devmesh.worker.consume;

import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.worker.inbox.WaitingRepository;
import io.devmesh.worker.inbox.WaitingRepository.Backlog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.jdbi.v3.core.JdbiException;

/** Measures what waits in PostgreSQL where it is this Worker's turn to read; NaN at the others, and while PostgreSQL is away. */
@ApplicationScoped
class BacklogGauges {
    private static final Metadata WAITING = Metadata.builder()
            .withName("webhook_waiting_events")
            .withDescription(
                    "Events that are not finished, by state: due, retrying, blocked, held; counted up to 100000")
            .build();
    private static final List<String> STATES = List.of("due", "retrying", "blocked", "held");

    private final WaitingRepository rows;
    private final ReadingTurn turn;
    private final SchemaMigration migration;
    private volatile Optional<Backlog> backlog = Optional.empty();

    BacklogGauges() {
        this.rows = null;
        this.turn = null;
        this.migration = null;
    }

    @Inject
    BacklogGauges(WaitingRepository rows, ReadingTurn turn, SchemaMigration migration, MetricRegistry registry) {
        this.rows = rows;
        this.turn = turn;
        this.migration = migration;
        for (String state : STATES) {
            registry.gauge(
                    WAITING,
                    this,
                    gauges -> gauges.value(now -> now.byState().getOrDefault(state, 0L)),
                    new Tag("state", state));
        }
        Map<Metadata, ToDoubleFunction<Backlog>> others = Map.of(
                Metadata.builder()
                        .withName("webhook_waiting_overdue")
                        .withDescription("For how long the event is due that has waited longest for its attempt")
                        .withUnit(MetricUnits.SECONDS)
                        .build(),
                Backlog::overdueSeconds,
                Metadata.builder()
                        .withName("webhook_dlq_depth")
                        .withDescription("Dead letters, counted up to 100000")
                        .build(),
                Backlog::dead,
                Metadata.builder()
                        .withName("webhook_stray_events")
                        .withDescription("Events in no month's partition, counted up to 100000")
                        .build(),
                Backlog::strays,
                Metadata.builder()
                        .withName("webhook_partition_months_ahead")
                        .withDescription("Months after this one that have a partition; -1 where this one has none")
                        .build(),
                Backlog::monthsAhead);
        others.forEach((metadata, value) -> registry.gauge(metadata, this, gauges -> gauges.value(value)));
    }

    /** Called every five seconds. */
    void measure() {
        try {
            backlog = turn.isMine() && migration.isDone() ? Optional.of(rows.measure()) : Optional.empty();
        } catch (JdbiException away) {
            backlog = Optional.empty();
        }
    }

    private double value(ToDoubleFunction<Backlog> of) {
        return backlog.map(of::applyAsDouble).orElse(Double.NaN);
    }
}
