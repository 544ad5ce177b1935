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
import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Worker and the bare programs at a low rate, and at half of what the Worker drains at most; and the bare programs at half of what
 * each of them drains, which shows what the machine allows for.
 */
public final class LatencyBenchmark {
    private static final double LOW_RATE = 1_000;
    private static final double SHARE_OF_DRAIN = 0.5;
    private static final int DRAIN_ROUNDS = 3;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int BODIES = 1_000;

    private static final double MOST_P50 = 2;
    private static final double MOST_P99 = 25;
    private static final double MOST_P999 = 100;
    private static final double MOST_TIMES_BARE = 1.5;

    private final Cleanup cleanup;
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
    public LatencyBenchmark(Cleanup cleanup, Servers servers, Store store, int events, Duration duration) {
        this.cleanup = cleanup;
        this.servers = servers;
        this.store = store;
        this.events = events;
        this.duration = duration;
    }

    public Section run(int rounds, Payloads payloads) {
        SampleEvents samples = new SampleEvents(servers.access(), RepeatedPayloads.of(payloads, BODIES));
        List<Drainer> bare = List.of(Drainer.bare(cleanup, servers, store), Drainer.bareJson(cleanup, servers, store));
        List<Drainer> drainers = Stream.concat(Stream.of(Drainer.worker(servers, store)), bare.stream())
                .toList();
        List<Series> drained = drain(samples, drainers);
        List<Series> series = new ArrayList<>(drained);
        List<Limit> limits = new ArrayList<>();
        Map<String, Double> rates = Map.of(
                "latency at 1,000/s",
                LOW_RATE,
                "latency at half the drain",
                drained.getFirst().perSecond() * SHARE_OF_DRAIN);
        rates.keySet().stream().sorted().forEach(name -> {
            List<SteadyFlow> flows = drainers.stream()
                    .map(drainer -> flow(name, samples, drainer, rates.get(name)))
                    .toList();
            List<Series> found = new Interleaved(WARM_UP_ROUNDS, rounds).run(flows);
            series.addAll(found);
            flows.forEach(flow -> series.add(flow.late()));
            limits.addAll(limits(name, found.getFirst()));
            limits.add(timesBare(name + ", p99 over the bare program's", found.get(0), found.get(1)));
            limits.add(timesBare(name + ", p99 over the bare program's, jsonb", found.get(0), found.get(2)));
        });
        series.addAll(new Interleaved(WARM_UP_ROUNDS, rounds)
                .run(IntStream.range(1, drainers.size())
                        .mapToObj(i -> flow(
                                "latency at half its own drain",
                                samples,
                                drainers.get(i),
                                drained.get(i).perSecond() * SHARE_OF_DRAIN))
                        .toList()));
        bare.forEach(Drainer::end);
        return new Section.Rates("latency", "events", series, List.of(), limits, Map.of());
    }

    private SteadyFlow flow(String name, SampleEvents samples, Drainer drainer, double perSecond) {
        return new SteadyFlow(
                name + ": " + drainer.name(), store, samples::event, drainer, perSecond, duration, Optional.empty());
    }

    /** So that all is compiled, and to know how fast the Worker is at most. */
    private List<Series> drain(SampleEvents samples, List<Drainer> drainers) {
        StreamFill fill = new StreamFill(store.redis(), samples);
        List<StreamDrain> drains = drainers.stream()
                .map(drainer ->
                        new StreamDrain("latency, drain before: " + drainer.name(), store, fill, events, drainer))
                .toList();
        return new Interleaved(DrainBenchmark.WARM_UP_ROUNDS, DRAIN_ROUNDS).run(drains);
    }

    private static List<Limit> limits(String rate, Series product) {
        return List.of(
                new Limit(rate + ", p50 ms", each(product, Latency::p50), MOST_P50),
                new Limit(rate + ", p99 ms", each(product, Latency::p99), MOST_P99),
                new Limit(rate + ", p99.9 ms", each(product, Latency::p999), MOST_P999));
    }

    private static Limit timesBare(String what, Series product, Series bare) {
        List<Double> p99 = each(product, Latency::p99);
        List<Double> bareP99 = each(bare, Latency::p99);
        List<Double> times = IntStream.range(0, p99.size())
                .mapToObj(i -> p99.get(i) / bareP99.get(i))
                .toList();
        return new Limit(what, times, MOST_TIMES_BARE);
    }

    private static List<Double> each(Series series, ToDoubleFunction<Latency> figure) {
        return series.rounds().stream()
                .map(Round::latency)
                .map(latency -> figure.applyAsDouble(latency.orElseThrow()))
                .toList();
    }
}
