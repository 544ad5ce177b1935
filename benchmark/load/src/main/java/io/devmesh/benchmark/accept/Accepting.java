package io.devmesh.benchmark.accept;

import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.servers.Cpu;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.XAddParams;

/**
 * Puts events on a stream, a hundred in a pipeline, on several connections at once.
 *
 * @param name in tables
 * @param replicated whether each pipeline ends with the wait for the replica
 * @param events in a round
 * @param entries that the events are made of
 */
record Accepting(String name, ReplicaPair pair, boolean replicated, int events, List<Map<byte[], byte[]>> entries)
        implements Measured {
    private static final byte[] STREAM = {'a', 'c', 'c', 'e', 'p', 't'};
    private static final int CONNECTIONS = 2;
    private static final int BATCH = 100;
    private static final long LIMIT_MILLIS = 5_000;

    @Override
    public Round round(int number) {
        pair.empty();
        Cpu cpu = new Cpu(pair.primary());
        long start = System.nanoTime();
        List<CompletableFuture<Histogram>> writers = IntStream.range(0, CONNECTIONS)
                .mapToObj(writer -> CompletableFuture.supplyAsync(
                        () -> write(writer), command -> Thread.ofPlatform().start(command)))
                .toList();
        Histogram waits = new Histogram(3);
        writers.forEach(writer -> waits.add(writer.join()));
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Round round = Round.of(number, events, time, cpu.used(), Optional.of(Latency.of(waits)));
        check();
        return round;
    }

    /** Every writer takes the batches of its number. Returns how long each batch took. */
    private Histogram write(int writer) {
        Histogram waits = new Histogram(3);
        try (Jedis redis = pair.connect()) {
            for (int from = writer * BATCH; from < events; from += CONNECTIONS * BATCH) {
                long start = System.nanoTime();
                send(redis, from, Math.min(events, from + BATCH));
                waits.recordValue(System.nanoTime() - start);
            }
        }
        return waits;
    }

    private void send(Jedis redis, int from, int to) {
        try (Pipeline pipeline = redis.pipelined()) {
            for (int i = from; i < to; i++) {
                pipeline.xadd(STREAM, new XAddParams(), entries.get(i % entries.size()));
            }
            if (replicated) {
                Response<Long> replicas = pipeline.waitReplicas(1, LIMIT_MILLIS);
                pipeline.sync();
                if (replicas.get() < 1) {
                    throw new IllegalStateException("not replicated within " + LIMIT_MILLIS + " ms");
                }
            } else {
                pipeline.sync();
            }
        }
    }

    private void check() {
        try (Jedis redis = pair.connect()) {
            long length = redis.xlen(STREAM);
            if (length != events) {
                throw new IllegalStateException("The stream has " + length + " of " + events + " entries");
            }
        }
    }
}
