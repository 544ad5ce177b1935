package io.devmesh.benchmark.webhook;

import io.devmesh.benchmark.accept.ReplicaPair;
import io.devmesh.benchmark.http.LoadGenerator;
import io.devmesh.benchmark.http.LoadResult;
import io.devmesh.benchmark.http.SingleCall;
import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.servers.Cpu;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.stream.StreamConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Webhooks that many callers post at the same time to a door whose stream nobody reads.
 *
 * @param name in tables
 * @param replicated whether the door waits for the replica, which is looked after
 */
record Accepted(
        String name,
        Servers servers,
        ReplicaPair pair,
        Servers.Instance door,
        boolean replicated,
        Duration duration,
        int bodyBytes)
        implements Measured {
    /** What waits at the same time can wait together. */
    private static final int CONNECTIONS = 64;

    @Override
    public Round round(int number) {
        pair.empty();
        Deliveries deliveries = new Deliveries(servers.access(), door.port(), bodyBytes);
        long waitsBefore = pair.waits();
        SingleCall first = SingleCall.send(deliveries.first());
        if (first.status() != 202) {
            throw new IllegalStateException("The door answered " + first.status());
        }
        Cpu cpu = new Cpu(door.server().process());
        LoadResult result =
                new LoadGenerator(door.port(), CONNECTIONS).run(duration, deliveries::source, first.expected());
        Round round =
                Round.of(number, result.answers(), result.time(), cpu.used(), Optional.of(Latency.of(result.waits())));
        check(result.answers() + 1, pair.waits() - waitsBefore);
        return round;
    }

    private void check(long accepted, long waits) {
        String stream = StreamConfig.from(Settings.of(Map.of())).stream();
        long there = pair.length(stream);
        if (there != accepted) {
            throw new IllegalStateException("Of " + accepted + " accepted webhooks " + there + " are on the stream");
        }
        if (replicated != waits > 0) {
            throw new IllegalStateException(name + ": the door waited " + waits + " times for the replica");
        }
    }
}
