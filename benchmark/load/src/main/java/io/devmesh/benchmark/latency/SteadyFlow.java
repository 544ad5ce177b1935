package io.devmesh.benchmark.latency;

import io.devmesh.benchmark.drain.Drainer;
import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.servers.Cpu;
import io.devmesh.benchmark.servers.Store;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Events at a fixed rate, and how long each took until it was committed. */
final class SteadyFlow implements Measured {
    private final String name;
    private final Store store;
    private final IntFunction<WebhookEvent> events;
    private final Drainer drainer;
    private final double perSecond;
    private final Duration duration;
    private final Optional<TenantId> unheard;
    private final List<Round> late = new ArrayList<>();

    /**
     * The flow of a benchmark.
     *
     * @param events by their number, from 1
     * @param unheard whose events do not count
     */
    SteadyFlow(
            String name,
            Store store,
            IntFunction<WebhookEvent> events,
            Drainer drainer,
            double perSecond,
            Duration duration,
            Optional<TenantId> unheard) {
        this.name = name;
        this.store = store;
        this.events = events;
        this.drainer = drainer;
        this.perSecond = perSecond;
        this.duration = duration;
        this.unheard = unheard;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round round(int number) {
        store.settle();
        int count = (int) Math.max(1, perSecond * duration.toNanos() / 1e9);
        List<WebhookEvent> due =
                IntStream.rangeClosed(1, count).mapToObj(events).toList();
        Cpu cpu = new Cpu(drainer.process());
        SteadyProducer.Sent sent =
                new SteadyProducer(store.redis()).send(drainer.stream(), nth -> due.get(nth - 1), count, perSecond);
        store.awaitDrained(drainer.stream(), drainer.group());
        Duration used = cpu.used();
        drainer.rows()
                .check(
                        count,
                        due.stream().mapToLong(event -> event.body().length).sum());
        if (number > 0) {
            late.add(Round.of(number, count, sent.time(), Duration.ZERO, Optional.of(Latency.of(sent.late()))));
        }
        return Round.of(number, count, sent.time(), used, Optional.of(untilCommitted()));
    }

    /** How late the producer was in the same rounds: a part of the others' waiting. */
    Series late() {
        return new Series(name + ", producer late", late);
    }

    /**
     * The default of a column would be the time at which the transaction begins, and so would leave out its work. The time
     * of the commit is taken just before it is flushed to disk: the flush is not in it, for anybody.
     */
    private Latency untilCommitted() {
        List<Double> millis = store.database()
                .createQuery("""
                        SELECT unnest(percentile_disc(ARRAY[0.5, 0.99, 0.999, 1]) WITHIN GROUP (ORDER BY
                            1000 * extract(epoch FROM pg_xact_commit_timestamp(xmin) - received_at)::float8))
                        FROM %s%s""".formatted(
                                drainer.rows().table(),
                                unheard.map(tenant -> " WHERE tenant_id <> '" + tenant + "'")
                                        .orElse("")))
                .mapTo(Double.class)
                .list();
        return new Latency(millis.get(0), millis.get(1), millis.get(2), millis.get(3));
    }
}
