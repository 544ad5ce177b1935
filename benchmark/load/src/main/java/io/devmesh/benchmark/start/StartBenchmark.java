package io.devmesh.benchmark.start;

import io.devmesh.benchmark.report.Limit;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.servers.ResidentMemory;
import io.devmesh.benchmark.servers.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts each service as a pod with a limit of 1 GiB does, on a schema that is up to date. It has as many processors as this program;
 * {@code taskset} makes them one.
 */
public final class StartBenchmark {
    /** Targets: to be ready, and idle. */
    private static final double MOST_SECONDS = 6;

    private static final double MOST_MEBIBYTES = 300;
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** The heap is the same part of it as in a container. */
    private static final Map<String, String> AS_IN_A_POD = Map.of("JVM_ARGS", "-XX:MaxRAM=1g");

    private final Servers servers;

    public StartBenchmark(Servers servers) {
        this.servers = servers;
    }

    /** Takes half a minute and the start for each round and service. The other services are stopped, for good. */
    public Section run(int rounds) {
        servers.stopServices();
        List<Limit> limits = new ArrayList<>();
        limits.addAll(measure("Edge MCP", servers.another("edge-mcp", "EDGE_MCP_PORT", "-start", AS_IN_A_POD), rounds));
        limits.addAll(measure("Worker", servers.another("worker", "WORKER_PORT", "-start", AS_IN_A_POD), rounds));
        return new Section.Rates("start", "starts", List.of(), List.of(), limits, Map.of());
    }

    private static List<Limit> measure(String name, Servers.Instance instance, int rounds) {
        List<Double> seconds = new ArrayList<>();
        List<Double> mebibytes = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            instance.server().stop();
            long begin = System.nanoTime();
            instance.restart();
            seconds.add((System.nanoTime() - begin) / 1e9);
            LockSupport.parkNanos(IDLE.toNanos());
            mebibytes.add(new ResidentMemory(instance.server().process(), ResidentMemory.Kind.JVM).now());
        }
        instance.server().stop();
        return List.of(
                new Limit(name + " until it is ready, s", seconds, MOST_SECONDS),
                new Limit(name + " idle, MiB", mebibytes, MOST_MEBIBYTES));
    }
}
