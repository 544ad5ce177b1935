package io.devmesh.benchmark.start;

import io.devmesh.benchmark.report.Limit;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.servers.ResidentMemory;
import io.devmesh.benchmark.servers.Servers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Starts each service as a pod with a limit of 1 GiB does, on a schema that is up to date: in an empty folder, and with the work area
 * that the images keep. It has as many processors as this program; {@code taskset} makes them one.
 */
public final class StartBenchmark {
    /** Targets: to be ready, and idle. */
    private static final double MOST_SECONDS = 6;

    private static final double MOST_MEBIBYTES = 300;
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** The heap is the same part of it as in a container. */
    private static final String AS_IN_A_POD = "-XX:MaxRAM=1g";

    private static final String INSTANCE = "-start";

    private final Servers servers;
    private final Path agent;

    /** @param agent the jar that lays a work area before Liberty starts, as in the images */
    public StartBenchmark(Servers servers, Path agent) {
        this.servers = servers;
        this.agent = agent;
    }

    private enum Service {
        EDGE_MCP("Edge MCP", "edge-mcp", "EDGE_MCP_PORT"),
        WORKER("Worker", "worker", "WORKER_PORT");

        private final String title;
        private final String server;
        private final String portVariable;

        Service(String title, String server, String portVariable) {
            this.title = title;
            this.server = server;
            this.portVariable = portVariable;
        }
    }

    /** Takes half a minute and the start for each round, service and way. The other services are stopped, for good. */
    public Section run(int rounds) {
        servers.stopServices();
        List<Limit> limits = new ArrayList<>();
        for (Service service : Service.values()) {
            limits.addAll(measure(service.title + " in an empty folder", start(service, AS_IN_A_POD), rounds));
            limits.addAll(measure(service.title + " as the images start it", keeping(service), rounds));
        }
        return new Section.Rates("start", "starts", List.of(), List.of(), limits, Map.of());
    }

    private Servers.Instance start(Service service, String options) {
        return servers.another(service.server, service.portVariable, INSTANCE, Map.of("JVM_ARGS", options));
    }

    /** With what a start before left, as the images' build does it. */
    private Servers.Instance keeping(Service service) {
        Path left = servers.folder()
                .resolve("liberty" + INSTANCE)
                .resolve(service.server)
                .resolve("workarea");
        Path kept = copyOf(left);
        return start(
                service,
                Servers.AS_FAR_AS_IT_GOES + Servers.OF_THE_IMAGES + " -javaagent:" + agent + "=" + kept + ":" + left
                        + " " + AS_IN_A_POD);
    }

    private Path copyOf(Path from) {
        try (Stream<Path> files = Files.walk(from)) {
            Path to = Files.createTempDirectory(servers.folder(), "kept-");
            for (Path file : files.toList()) {
                // Locks and commands of the run that has ended.
                if (!from.relativize(file).toString().startsWith(".s")) {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file)),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return to;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
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
