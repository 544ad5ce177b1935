package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.rounds.Interleaved;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.sample.Payloads;
import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rounds of the Worker, of the bare programs and of PostgreSQL by itself in turns, each into tables of its own. */
public final class DrainBenchmark {
    /** The JVM compiles what is called often while it is called, beside everything else: that takes it a million events. */
    public static final int WARM_UP_ROUNDS = 12;

    private static final double TARGET = 0.7;
    private static final double POSTGRES_TARGET = 0.5;

    private final Cleanup cleanup;
    private final Servers servers;
    private final Store store;
    private final int events;

    public DrainBenchmark(Cleanup cleanup, Servers servers, Store store, int events) {
        this.cleanup = cleanup;
        this.servers = servers;
        this.store = store;
        this.events = events;
    }

    /** Against the bare programs and against PostgreSQL by itself. */
    public Section run(int rounds, Payloads payloads) {
        List<Drainer> drainers = drainers();
        List<Measured> all = drains("drain", payloads, drainers);
        List<Measured> postgres = List.of(
                PostgresOnly.bytes(servers, store, payloads, events),
                PostgresOnly.json(servers, store, payloads, events));
        all.addAll(postgres);
        List<Series> series = new Interleaved(WARM_UP_ROUNDS, rounds).run(all);
        endPeers(drainers);
        List<Comparison> comparisons = comparisons(series);
        series.subList(series.size() - postgres.size(), series.size())
                .forEach(
                        bare -> comparisons.add(new Comparison(series.getFirst(), bare, Optional.of(POSTGRES_TARGET))));
        return new Section.Rates("drain", "events", series, comparisons);
    }

    /** The same with other bodies, against the bare programs. */
    public Section runCorpus(int rounds, Payloads corpus) {
        List<Drainer> drainers = drainers();
        List<Series> series = new Interleaved(WARM_UP_ROUNDS, rounds).run(drains("corpus", corpus, drainers));
        endPeers(drainers);
        return new Section.Rates("corpus", "events", series, comparisons(series));
    }

    private List<Drainer> drainers() {
        return List.of(
                Drainer.worker(servers, store),
                Drainer.bare(cleanup, servers, store),
                Drainer.bareJson(cleanup, servers, store));
    }

    private static void endPeers(List<Drainer> drainers) {
        drainers.subList(1, drainers.size()).forEach(Drainer::end);
    }

    private List<Measured> drains(String part, Payloads payloads, List<Drainer> drainers) {
        StreamFill fill = new StreamFill(store.redis(), new SampleEvents(servers.access(), payloads));
        List<Measured> all = new ArrayList<>();
        drainers.forEach(
                drainer -> all.add(new StreamDrain(part + ": " + drainer.name(), store, fill, events, drainer)));
        return all;
    }

    private static List<Comparison> comparisons(List<Series> series) {
        List<Comparison> comparisons = new ArrayList<>();
        comparisons.add(new Comparison(series.get(0), series.get(1), Optional.of(TARGET)));
        comparisons.add(new Comparison(series.get(0), series.get(2), Optional.of(TARGET)));
        return comparisons;
    }
}
