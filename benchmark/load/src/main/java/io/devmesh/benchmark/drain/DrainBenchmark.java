package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Cpu;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.stream.StreamConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rounds of the Worker and of the bare program in turns, each on a stream of its own, into the same empty table. */
public final class DrainBenchmark {
    private static final double TARGET = 0.7;

    /** The JVM compiles what is called often while it is called: the Worker is some 400,000 events long half compiled. */
    private static final int WARM_UP_ROUNDS = 4;

    private final Servers servers;
    private final Store store;
    private final StreamFill fill;
    private final int events;

    public DrainBenchmark(Servers servers, Store store, int events, int bodyBytes) {
        this.servers = servers;
        this.store = store;
        this.fill = new StreamFill(store.redis(), new SampleEvents(servers.access(), bodyBytes));
        this.events = events;
    }

    public Section run(Cleanup cleanup, int rounds) {
        BareProcess bare = new BareProcess(servers);
        cleanup.start(bare::start, bare::stop);
        StreamConfig names = StreamConfig.from(Settings.of(Map.of()));
        Drainer product = new Drainer("drain: Worker", names.stream(), names.group(), servers.worker());
        Drainer peer = new Drainer("drain: bare program", BareWorker.STREAM, BareWorker.GROUP, bare.handle());

        List<Round> ofProduct = new ArrayList<>();
        List<Round> ofPeer = new ArrayList<>();
        for (int number = 1 - WARM_UP_ROUNDS; number <= rounds; number++) {
            ofProduct.add(round(number, product));
            ofPeer.add(round(number, peer));
        }
        bare.stop();
        Series worker = new Series(product.name(), counted(ofProduct));
        Series program = new Series(peer.name(), counted(ofPeer));
        return new Section.Rates(
                "drain",
                "events",
                List.of(worker, program),
                List.of(new Comparison(worker, program, Optional.of(TARGET))));
    }

    private static List<Round> counted(List<Round> rounds) {
        return rounds.subList(WARM_UP_ROUNDS, rounds.size());
    }

    private Round round(int number, Drainer drainer) {
        store.settle();
        long bodyBytes = fill.fill(events);
        Cpu cpu = new Cpu(drainer.process());
        long start = System.nanoTime();
        fill.handOver(drainer.stream(), drainer.group());
        store.awaitDrained(drainer.stream(), drainer.group());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Round round = Round.of(number, events, time, cpu.used(), Optional.empty());
        check(drainer, bodyBytes);
        return round;
    }

    private void check(Drainer drainer, long bodyBytes) {
        Store.Rows rows = store.rows();
        Store.Rows expected = new Store.Rows(events, events, events, bodyBytes);
        if (!rows.equals(expected)) {
            throw new IllegalStateException(drainer.name() + " left " + rows + " instead of " + expected);
        }
    }
}
