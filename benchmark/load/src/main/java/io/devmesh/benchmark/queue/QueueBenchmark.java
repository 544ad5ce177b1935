package io.devmesh.benchmark.queue;

import io.devmesh.benchmark.drain.Drainer;
import io.devmesh.benchmark.drain.SampleEvents;
import io.devmesh.benchmark.drain.StreamDrain;
import io.devmesh.benchmark.drain.StreamFill;
import io.devmesh.benchmark.peer.NodePrograms;
import io.devmesh.benchmark.peer.PeerProcess;
import io.devmesh.benchmark.peer.PeerPrograms;
import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.rounds.Interleaved;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.sample.SamplePayloads;
import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Worker, the bare programs, JobRunr and BullMQ in turns. */
public final class QueueBenchmark {
    private static final String BULLMQ = "queue: BullMQ";
    private static final String JOBRUNR = "queue: JobRunr";
    private static final String BARE_JSON = "queue: bare program, jsonb";

    /** The Worker stores each event, the peers' jobs do nothing. */
    private static final Map<String, Double> TARGETS = Map.of(BULLMQ, 1.3, JOBRUNR, 10.0);

    private static final int WARM_UP_ROUNDS = 4;

    private final Cleanup cleanup;
    private final Servers servers;
    private final Store store;
    private final PeerPrograms programs;
    private final int events;
    private final int bodyBytes;

    /**
     * Starts nothing yet.
     *
     * @param events in a round
     * @param bodyBytes of each, and of each job
     */
    public QueueBenchmark(
            Cleanup cleanup, Servers servers, Store store, PeerPrograms programs, int events, int bodyBytes) {
        this.cleanup = cleanup;
        this.servers = servers;
        this.store = store;
        this.programs = programs;
        this.events = events;
        this.bodyBytes = bodyBytes;
    }

    /** Without BullMQ where there is no npm. */
    public Section run(int rounds) {
        StreamFill fill =
                new StreamFill(store.redis(), new SampleEvents(servers.access(), new SamplePayloads(bodyBytes)));
        Drainer bare = Drainer.bare(cleanup, servers, store);
        Drainer bareJson = Drainer.bareJson(cleanup, servers, store);
        List<PeerProcess> started = new ArrayList<>();
        Map<String, String> skipped = new TreeMap<>();
        List<Measured> all = new ArrayList<>();
        all.add(new StreamDrain("queue: Worker", store, fill, events, Drainer.worker(servers, store)));
        all.add(new StreamDrain("queue: bare program", store, fill, events, bare));
        all.add(new StreamDrain(BARE_JSON, store, fill, events, bareJson));
        started.add(start(programs.jobs(Servers.AS_THE_WORKER), "jobrunr.log"));
        all.add(new JobQueuePeer(JOBRUNR, store, started.getLast(), events, bodyBytes));
        if (NodePrograms.possible()) {
            started.add(start(programs.node().command("bullmq.js"), "bullmq.log"));
            all.add(new JobQueuePeer(BULLMQ, store, started.getLast(), events, bodyBytes));
        } else {
            skipped.put(BULLMQ, NodePrograms.MISSING);
        }
        List<Series> series = new Interleaved(WARM_UP_ROUNDS, rounds).run(all);
        started.forEach(PeerProcess::stop);
        bare.end();
        bareJson.end();
        return new Section.Rates("queue", "events or jobs", series, comparisons(series), List.of(), skipped);
    }

    private PeerProcess start(List<String> command, String log) {
        Map<String, String> stores = Map.of(
                "REDIS_ADDR",
                "127.0.0.1:" + servers.redisPort(),
                "DATABASE_URL",
                servers.database().url());
        PeerProcess process = new PeerProcess(command, servers.logs().resolve(log), stores);
        cleanup.start(process::start, process::stop);
        return process;
    }

    /** The bare program's shows what PostgreSQL allows for on this machine. */
    private static List<Comparison> comparisons(List<Series> series) {
        Stream<Comparison> product = series.stream()
                .skip(1)
                .map(peer -> new Comparison(series.getFirst(), peer, Optional.ofNullable(TARGETS.get(peer.name()))));
        Comparison bare = new Comparison(named(BARE_JSON, series), named(JOBRUNR, series), Optional.empty());
        return Stream.concat(product, Stream.of(bare)).toList();
    }

    private static Series named(String name, List<Series> series) {
        return series.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
