package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.system.EdgeClient;
import io.devmesh.system.FixtureStack;
import io.devmesh.system.NeedsProgram;
import io.devmesh.system.Stack;
import io.devmesh.system.npm.NpmTools;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * At least 20,000 messages, most of them damaged: none is answered with a 5xx, not at all, with a look inside, or with what the
 * official schema of its version forbids, and none ends a connection. {@code -Dfuzz.seed} makes others, {@code -Dfuzz.messages}
 * more.
 */
@NeedsProgram("npm")
@ExtendWith(FixtureStack.class)
class JsonRpcFuzzIT {
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);
    private static final int MESSAGES = Integer.getInteger("fuzz.messages", 30_000);
    private static final int LANES_OF_EACH_KIND = 2;
    private static final int SHOWN = 20;
    private static final Pattern FAILURE = Pattern.compile("\"loglevel\":\"(ERROR|SEVERE|FATAL)\"");

    private final EdgeClient edge;
    private final Path log;

    JsonRpcFuzzIT(Stack stack) {
        this.edge = stack.edge();
        this.log = stack.server("edge-1").log();
    }

    @Test
    void answersWhateverComesAndGoesOn() throws IOException, InterruptedException, ExecutionException {
        Run run = new Run(edge.port(), edge.apiKey(), new Judge(NpmTools.installed()), SEED);
        long logged = Files.size(log);
        long start = System.nanoTime();

        List<String> lanes = runLanes(run);

        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        System.out.printf("JSON-RPC fuzz, seed %d, %d s: %s%n", SEED, seconds, run.summary());
        assertThat(run.findings()).isEmpty();
        assertThat(lanes.stream().mapToInt(run::count).sum()).isGreaterThanOrEqualTo(MESSAGES);
        assertThat(run.count("results")).isGreaterThan(MESSAGES / 5);
        assertThat(run.count("errors")).isGreaterThan(MESSAGES / 5);
        assertThat(failuresLoggedSince(logged)).isEmpty();
        assertThat(edge.tool("test_simple_text", "{}").path("content")).isNotEmpty();
        assertThat(readiness()).isEqualTo(200);
    }

    /** Returns their names. */
    private static List<String> runLanes(Run run) throws InterruptedException, ExecutionException {
        int each = MESSAGES / (2 * LANES_OF_EACH_KIND) + 1;
        Map<String, Future<?>> lanes = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LANES_OF_EACH_KIND; i++) {
                String http = "http-" + i;
                String socket = "ws-" + i;
                lanes.put(http, threads.submit(new HttpLane(http, run, each)));
                lanes.put(socket, threads.submit(new SocketLane(socket, run, each)));
            }
        }
        for (Future<?> lane : lanes.values()) {
            lane.get();
        }
        return List.copyOf(lanes.keySet());
    }

    /** What the server itself calls a failure. */
    private List<String> failuresLoggedSince(long position) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(position);
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> FAILURE.matcher(line).find())
                    .limit(SHOWN)
                    .toList();
        }
    }

    private int readiness() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(edge.uri("/health/ready"))
                                    .timeout(Run.LIMIT)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
