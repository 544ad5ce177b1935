package io.devmesh.benchmark.recovery;

import io.devmesh.benchmark.drain.Drainer;
import io.devmesh.benchmark.drain.SampleEvents;
import io.devmesh.benchmark.drain.WorkerRows;
import io.devmesh.benchmark.latency.SteadyProducer;
import io.devmesh.benchmark.sample.Payloads;
import io.devmesh.benchmark.sample.RepeatedPayloads;
import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.benchmark.servers.Store;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.stream.StreamConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Jedis;

/** What takes part: a PostgreSQL, a Redis that moves, and one or two Workers on them. */
final class Stage {
    /** Of events while something dies. */
    static final double PER_SECOND = 1_000;

    private static final int BODIES = 1_000;
    private static final String POD = "recovery-";

    private final Servers servers;
    private final MovingRedis redis;
    private final SampleEvents samples;
    private final StreamConfig names = StreamConfig.from(Settings.of(Map.of()));
    private final Clock clock = Clock.systemUTC();
    private final List<Servers.Instance> workers = new ArrayList<>();

    private Stage(Servers servers, MovingRedis redis, Payloads bodies) {
        this.servers = servers;
        this.redis = redis;
        this.samples = new SampleEvents(servers.access(), bodies);
    }

    /** With one Worker, which is ready. */
    static Stage start(Cleanup cleanup, Servers servers, Payloads payloads) {
        MovingRedis redis = MovingRedis.start(cleanup, servers.folder().resolve("moving"), servers.binaries());
        Stage stage = new Stage(servers, redis, RepeatedPayloads.of(payloads, BODIES));
        stage.startWorker();
        return stage;
    }

    private void startWorker() {
        String pod = POD + workers.size();
        Servers.Instance worker = servers.another(
                "worker",
                "WORKER_PORT",
                "-" + pod,
                Map.of(
                        "REDIS_ADDR",
                        redis.address(),
                        "DEVMESH_POD_NAME",
                        pod,
                        "JVM_ARGS",
                        Servers.AS_THE_WORKER + " " + redis.jvmOption()));
        worker.restart();
        workers.add(worker);
    }

    void startSecondWorker() {
        startWorker();
    }

    void stop() {
        workers.forEach(worker -> worker.server().stop());
        redis.stop();
    }

    Servers servers() {
        return servers;
    }

    MovingRedis redis() {
        return redis;
    }

    SampleEvents samples() {
        return samples;
    }

    Clock clock() {
        return clock;
    }

    Servers.Instance firstWorker() {
        return workers.getFirst();
    }

    /** Connections to both stores as they are now. */
    Store store() {
        return new Store(servers.database(), redis.primary());
    }

    Drainer drainer(Store store) {
        return Drainer.worker(firstWorker().server().process(), store);
    }

    PostgresRestart postgres() {
        return new PostgresRestart(servers.postgres(), servers.database(), clock);
    }

    /** Puts events of so many seconds onto the stream, at the fixed rate, and returns how many. */
    int send(Duration duration) {
        int count = (int) (PER_SECOND * duration.toSeconds());
        try (Jedis connection = redis.connect()) {
            new SteadyProducer(connection).send(names.stream(), samples::event, count, PER_SECOND);
        }
        return count;
    }

    /** Returns when the stream is empty. */
    void awaitDrained() {
        try (Store store = store()) {
            store.awaitDrained(names.stream(), names.group());
        }
    }

    /**
     * Throws where anything is stored but these, each once.
     *
     * @param counts of events that were sent together
     */
    void requireStored(int... counts) {
        try (Store store = store()) {
            long bytes = Arrays.stream(counts).mapToLong(samples::bodyBytes).sum();
            new WorkerRows(store).check(Arrays.stream(counts).sum(), bytes);
        }
    }

    void settle() {
        try (Store store = store()) {
            store.settle();
        }
    }

    /**
     * When an event was committed first.
     *
     * @param after this moment
     * @param came and which had come then or later
     */
    Instant firstCommit(Instant after, Instant came) {
        try (Store store = store()) {
            return store.database()
                    .createQuery("""
                            SELECT min(pg_xact_commit_timestamp(xmin)) FROM devmesh.event
                            WHERE pg_xact_commit_timestamp(xmin) > CAST(:after AS timestamptz)
                              AND received_at >= CAST(:came AS timestamptz)
                            """)
                    .bind("after", after)
                    .bind("came", came)
                    .mapTo(Instant.class)
                    .one();
        }
    }

    /** When the last of the events that had come {@code before} was stored; their keys are never written again. */
    Instant lastStored(Instant before) {
        try (Store store = store()) {
            return store.database()
                    .createQuery("""
                            SELECT max(pg_xact_commit_timestamp(xmin)) FROM devmesh.event_key
                            WHERE received_at < CAST(:before AS timestamptz)
                            """)
                    .bind("before", before)
                    .mapTo(Instant.class)
                    .one();
        }
    }

    /** Of any event, from when it was due until it was processed. */
    Duration longestWay() {
        try (Store store = store()) {
            double millis =
                    store.database().createQuery("""
                            SELECT 1000 * extract(epoch FROM max(pg_xact_commit_timestamp(xmin) - received_at))::float8
                            FROM devmesh.event
                            """).mapTo(Double.class).one();
            return Duration.ofMillis(Math.round(millis));
        }
    }

    /** Whose turn it is. */
    Servers.Instance reader() {
        try (Store store = store()) {
            String pod = store.database()
                    .createQuery(
                            "SELECT substring(holder FROM '@([^#]+)') FROM devmesh.lease WHERE name = 'stream-reader'")
                    .mapTo(String.class)
                    .one();
            return workers.get(Integer.parseInt(pod.substring(POD.length())));
        }
    }
}
