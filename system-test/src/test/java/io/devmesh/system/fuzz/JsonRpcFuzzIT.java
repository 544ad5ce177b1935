package io.devmesh.system.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.system.EdgeClient;
import io.devmesh.system.FixtureStack;
import io.devmesh.system.NeedsProgram;
import io.devmesh.system.Stack;
import io.devmesh.system.npm.NpmTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    private static final int MESSAGES = Integer.getInteger("fuzz.messages", 21_000);
    private static final int LANES_OF_EACH_KIND = 2;

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

        lanes(run);

        System.out.printf(
                "JSON-RPC fuzz, seed %d, %d s: %s%n", SEED, (System.nanoTime() - start) / 1_000_000_000, run.summary());
        assertThat(run.findings()).isEmpty();
        assertThat(run.count("http-0") + run.count("http-1") + run.count("ws-0") + run.count("ws-1"))
                .isGreaterThanOrEqualTo(MESSAGES);
        assertThat(run.count("results")).isGreaterThan(MESSAGES / 5);
        assertThat(run.count("errors")).isGreaterThan(MESSAGES / 5);
        assertThat(failuresSince(logged)).isEmpty();
    }

    private static void lanes(Run run) throws InterruptedException, ExecutionException {
        int each = MESSAGES / (2 * LANES_OF_EACH_KIND);
        List<Future<?>> lanes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < LANES_OF_EACH_KIND; i++) {
                lanes.add(threads.submit(new HttpLane("http-" + i, run, each)));
                lanes.add(threads.submit(new SocketLane("ws-" + i, run, each)));
            }
        }
        for (Future<?> lane : lanes) {
            lane.get();
        }
    }

    /** What the server itself noticed. */
    private List<String> failuresSince(long position) throws IOException {
        byte[] all = Files.readAllBytes(log);
        String since =
                new String(all, (int) position, all.length - (int) position, java.nio.charset.StandardCharsets.UTF_8);
        return since.lines()
                .filter(line -> line.contains("ERROR") || line.contains("SEVERE") || line.contains("FFDC"))
                .limit(20)
                .toList();
    }
}
