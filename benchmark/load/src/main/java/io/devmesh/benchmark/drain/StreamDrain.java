package io.devmesh.benchmark.drain;

import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.servers.Cpu;
import io.devmesh.benchmark.servers.Store;
import java.time.Duration;
import java.util.Optional;

/**
 * From a filled stream to committed rows.
 *
 * @param name in tables
 * @param events on the stream
 */
public record StreamDrain(String name, Store store, StreamFill fill, int events, Drainer drainer) implements Measured {
    @Override
    public Round round(int number) {
        store.settle();
        long bodyBytes = fill.fill(events);
        Cpu cpu = new Cpu(drainer.process());
        long start = System.nanoTime();
        fill.handOver(drainer.stream(), drainer.group());
        store.awaitDrained(drainer.stream(), drainer.group());
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Round round = Round.of(number, events, time, cpu.used(), Optional.empty());
        drainer.rows().check(events, bodyBytes);
        return round.moving(bodyBytes);
    }
}
