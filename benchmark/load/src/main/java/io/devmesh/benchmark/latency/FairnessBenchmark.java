package io.devmesh.benchmark.latency;

import io.devmesh.benchmark.drain.DrainBenchmark;
import io.devmesh.benchmark.drain.Drainer;
import io.devmesh.benchmark.drain.SampleEvents;
import io.devmesh.benchmark.drain.StreamDrain;
import io.devmesh.benchmark.drain.StreamFill;
import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Limit;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.rounds.Interleaved;
import io.devmesh.benchmark.sample.Payloads;
import io.devmesh.benchmark.sample.RepeatedPayloads;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** How long the events of nine tenants take, by themselves and beside a tenant that sends ten times as much as each. */
public final class FairnessBenchmark {
    private static final int USUAL_TENANTS = 9;
    private static final int TIMES = 10;
    private static final double SHARE_OF_DRAIN = 0.5;
    private static final int DRAIN_ROUNDS = 3;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int BODIES = 1_000;
    private static final double MOST_TIMES_ALONE = 2;

    private final Servers servers;
    private final Store store;
    private final int events;
    private final Duration duration;

    /**
     * Starts nothing yet.
     *
     * @param events on the stream when the rate of draining is measured
     * @param duration of a round
     */
    public FairnessBenchmark(Servers servers, Store store, int events, Duration duration) {
        this.servers = servers;
        this.store = store;
        this.events = events;
        this.duration = duration;
    }

    public Section run(int rounds, Payloads payloads) {
        Payloads bodies = RepeatedPayloads.of(payloads, BODIES);
        SampleEvents busy = new SampleEvents(servers.access(), bodies);
        List<SampleEvents> usual = IntStream.range(0, USUAL_TENANTS)
                .mapToObj(tenant -> new SampleEvents(servers.anotherAccess(), bodies))
                .toList();
        Drainer worker = Drainer.worker(servers, store);
        StreamDrain drain =
                new StreamDrain("fairness, drain before", store, new StreamFill(store.redis(), busy), events, worker);
        Series drained = new Interleaved(DrainBenchmark.WARM_UP_ROUNDS, DRAIN_ROUNDS)
                .run(List.of(drain))
                .getFirst();

        int turn = USUAL_TENANTS + TIMES;
        double each = drained.perSecond() * SHARE_OF_DRAIN / turn;
        IntFunction<WebhookEvent> alone =
                number -> usual.get(number % USUAL_TENANTS).event(number);
        IntFunction<WebhookEvent> beside = number ->
                number % turn < USUAL_TENANTS ? usual.get(number % turn).event(number) : busy.event(number);
        SteadyFlow nine = flow("fairness: nine tenants", alone, worker, each * USUAL_TENANTS);
        SteadyFlow ten = flow("fairness: the nine beside one with ten times as much", beside, worker, each * turn);
        List<Series> found = new Interleaved(WARM_UP_ROUNDS, rounds).run(List.of(nine, ten));

        List<Series> series = List.of(drained, found.get(0), found.get(1), nine.late(), ten.late());
        return new Section.Rates(
                "fairness", "events", series, List.of(), List.of(limit(found.get(0), found.get(1))), Map.of());
    }

    private SteadyFlow flow(String name, IntFunction<WebhookEvent> due, Drainer worker, double perSecond) {
        Optional<TenantId> busy = Optional.of(servers.access().tenant());
        return new SteadyFlow(name, store, due, worker, perSecond, duration, busy);
    }

    private static Limit limit(Series alone, Series beside) {
        List<Double> times = IntStream.range(0, alone.rounds().size())
                .mapToObj(i -> p99(beside.rounds().get(i)) / p99(alone.rounds().get(i)))
                .toList();
        return new Limit("p99 of the nine, over theirs by themselves", times, MOST_TIMES_ALONE);
    }

    private static double p99(Round round) {
        return round.latency().map(Latency::p99).orElseThrow();
    }
}
