package io.devmesh.benchmark.recovery;

import io.devmesh.benchmark.http.Page;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.servers.Cpu;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PostgreSQL is away while events come; then the Worker drains what they have become. */
final class Outage implements Measured {
    private static final int OK = 200;

    private final String name;
    private final Stage stage;
    private final Duration duration;
    private final List<Double> seconds = new ArrayList<>();

    Outage(String name, Stage stage, Duration duration) {
        this.name = name;
        this.stage = stage;
        this.duration = duration;
    }

    @Override
    public String name() {
        return name;
    }

    /** For each round, from when PostgreSQL took a connection until an event was stored. */
    List<Double> seconds() {
        return List.copyOf(seconds);
    }

    /** The rate is that from the first event that is stored to the last. */
    @Override
    public Round round(int number) {
        stage.settle();
        Instant gone = stage.clock().instant();
        stage.servers().postgres().stop();
        int count = stage.send(duration);
        requireAlive();
        Cpu cpu = new Cpu(stage.firstWorker().server().process());
        Instant accepted = stage.postgres().start();
        stage.awaitDrained();
        Instant end = stage.clock().instant();
        Duration used = cpu.used();
        stage.requireStored(count);
        Instant first = stage.firstCommit(accepted, gone);
        seconds.add(RecoveryBenchmark.seconds(Duration.between(accepted, first)));
        return Round.of(number, count, Duration.between(first, end), used, Optional.empty());
    }

    /** Else Kubernetes would have started the pod anew. */
    private void requireAlive() {
        Page live = Page.get(stage.firstWorker().port(), "/health/live");
        if (live.status() != OK) {
            throw new IllegalStateException("The Worker is not live while PostgreSQL is away: " + live);
        }
    }
}
