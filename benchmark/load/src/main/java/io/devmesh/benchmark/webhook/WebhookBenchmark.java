package io.devmesh.benchmark.webhook;

import io.devmesh.benchmark.http.LoadGenerator;
import io.devmesh.benchmark.http.LoadResult;
import io.devmesh.benchmark.http.SingleCall;
import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
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

/** Rounds of posting webhooks; each is counted twice, when the door has accepted all, and when all are rows. */
public final class WebhookBenchmark {
    private static final int WARM_UP_ROUNDS = 2;

    private final Servers servers;
    private final Store store;
    private final LoadGenerator load;
    private final Duration duration;
    private final int bodyBytes;
    private final StreamConfig names = StreamConfig.from(Settings.of(Map.of()));

    public WebhookBenchmark(Servers servers, Store store, int connections, Duration duration, int bodyBytes) {
        this.servers = servers;
        this.store = store;
        this.load = new LoadGenerator(servers.edgePort(), connections);
        this.duration = duration;
        this.bodyBytes = bodyBytes;
    }

    private record Outcome(Round accepted, Round stored) {}

    /** Has one webhook stored and returns the id of its event. */
    public String storeOne() {
        store.settle();
        post(new Deliveries(servers.access(), servers.edgePort(), bodyBytes));
        store.awaitDrained(names.stream(), names.group());
        return store.anyEvent();
    }

    public Section run(int rounds) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int number = 1 - WARM_UP_ROUNDS; number <= rounds; number++) {
            outcomes.add(round(number));
        }
        List<Outcome> counted = outcomes.subList(WARM_UP_ROUNDS, outcomes.size());
        Series accepted = new Series(
                "webhooks accepted", counted.stream().map(Outcome::accepted).toList());
        Series stored = new Series(
                "webhooks accepted and stored",
                counted.stream().map(Outcome::stored).toList());
        return new Section.Rates("webhooks", "requests", List.of(accepted, stored), List.of());
    }

    private Outcome round(int number) {
        store.settle();
        Deliveries deliveries = new Deliveries(servers.access(), servers.edgePort(), bodyBytes);
        SingleCall first = post(deliveries);
        Cpu edge = new Cpu(servers.edge());
        Cpu worker = new Cpu(servers.worker());
        long start = System.nanoTime();
        LoadResult result = load.run(duration, deliveries::source, first.expected());
        Round accepted =
                Round.of(number, result.answers(), result.time(), edge.used(), Optional.of(Latency.of(result.waits())));
        store.awaitDrained(names.stream(), names.group());
        Duration all = Duration.ofNanos(System.nanoTime() - start);
        Round stored = Round.of(number, result.answers(), all, worker.used(), Optional.empty());
        check(result.answers() + 1);
        return new Outcome(accepted, stored);
    }

    private void check(long sent) {
        Store.Rows rows = store.rows();
        if (rows.all() != sent || rows.distinct() != sent || rows.processed() != sent) {
            throw new IllegalStateException("Of " + sent + " accepted webhooks there are " + rows);
        }
    }

    private static SingleCall post(Deliveries deliveries) {
        SingleCall first = SingleCall.send(deliveries.first());
        if (first.status() != 202) {
            throw new IllegalStateException("The door answered " + first.status());
        }
        return first;
    }
}
