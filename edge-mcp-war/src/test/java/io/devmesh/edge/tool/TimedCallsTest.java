package io.devmesh.edge.tool;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.work.SameThread;
import io.devmesh.edge.work.Threads;
import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TimedCallsTest {
    private static final long PATIENCE = 30;
    private static final ToolResult.Refusal LATE = new ToolResult.Refusal(
            "slow took longer than 60 seconds and was ended; what it did until then may have been done");

    private final SameThread threads = new SameThread();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final List<String> counted = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final Said said = new Said();

    @Test
    void endsWhatTakesTooLongAndSaysSo() {
        List<Boolean> seen = new ArrayList<>();
        Tool tool = ScriptedTool.of("slow", call -> {
            pass(Duration.ofSeconds(60));
            seen.add(call.talk().isCancelled());
            seen.add(Thread.currentThread().isInterrupted());
            throw new IllegalStateException("interrupted");
        });

        assertThat(call(tool, false)).isEqualTo(LATE);

        assertThat(seen).containsExactly(true, true);
        assertThat(counted).containsExactly("slow");
        assertThat(ended).hasValue(1);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void leavesAloneWhatEndsInTime() {
        Tool tool = ScriptedTool.of("slow", call -> {
            pass(Duration.ofSeconds(59));
            return ToolResult.Content.text("done");
        });

        assertThat(call(tool, false)).isEqualTo(ToolResult.Content.text("done"));
        pass(Duration.ofSeconds(60));

        assertThat(call(tool, false)).isEqualTo(ToolResult.Content.text("done"));
        assertThat(counted).isEmpty();
        assertThat(ended).hasValue(2);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void hearsNothingMoreOfWhatIsOver() {
        Tool tool = ScriptedTool.of("slow", call -> {
                    call.talk().progress(1, 2, "");
                    threads.timePasses();
                    call.talk().progress(2, 2, "");
                    call.talk().log(LogLevel.INFO, "slow", json("{}"));
                    call.talk().hangUp(Duration.ZERO);
                    return ToolResult.Content.text("too late");
                })
                .inItsOwnTime();

        assertThat(call(tool, false)).isEqualTo(LATE);

        assertThat(said.heard).containsExactly("progress 1.0");
    }

    @Test
    void answersInTimeWhereTheToolDoesNotListenAndKeepsItsPlaceUntilItEnds() throws Exception {
        OwnThreads own = new OwnThreads();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> over = new CompletableFuture<>();
        Tool deaf = ScriptedTool.of("slow", call -> {
                    begun.countDown();
                    awaitWhateverHappens(release);
                    return ToolResult.Content.text("too late");
                })
                .inItsOwnTime();
        CompletableFuture<ToolResult> answer = CompletableFuture.supplyAsync(
                () -> caller(own).call(deaf, new ToolCall(CALLER, json("{}")), false, () -> over.complete(null)));
        assertThat(begun.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        own.delayIsOver();

        assertThat(answer.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(LATE);
        assertThat(over).isNotDone();
        release.countDown();
        assertThat(over).succeedsWithin(Duration.ofSeconds(PATIENCE));
    }

    @Test
    void passesOnThatTheClientHasCancelled() throws Exception {
        OwnThreads own = new OwnThreads();
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        Tool tool = ScriptedTool.of("slow", call -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException cancelled) {
                        interrupted.complete(null);
                    }
                    return ToolResult.Content.text("nobody wants it");
                })
                .inItsOwnTime();
        CompletableFuture<ToolResult> answer = CompletableFuture.supplyAsync(() -> {
            waiting.complete(Thread.currentThread());
            return caller(own).call(tool, new ToolCall(CALLER, json("{}")), false, () -> {});
        });
        assertThat(begun.await(PATIENCE, TimeUnit.SECONDS)).isTrue();

        waiting.get(PATIENCE, TimeUnit.SECONDS).interrupt();

        assertThat(interrupted).succeedsWithin(Duration.ofSeconds(PATIENCE));
        assertThat(answer).failsWithin(Duration.ofSeconds(PATIENCE));
        assertThat(counted).isEmpty();
    }

    @Test
    void throwsWhatTheToolThrows() {
        Tool tool = ScriptedTool.of("slow", call -> {
                    throw new IllegalStateException("broken");
                })
                .inItsOwnTime();

        assertThatThrownBy(() -> call(tool, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("broken");
        assertThat(ended).hasValue(1);
    }

    @Test
    void aTaskMayWorkForAsLongAsItIsKept() {
        assertThat(config(Map.of("EDGE_MCP_TASK_TTL", "2h")).limit(true)).isEqualTo(Duration.ofHours(2));
        assertThat(config(Map.of("EDGE_MCP_TASK_TTL", "1m", "EDGE_MCP_TOOL_TIMEOUT", "5m"))
                        .limit(true))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(config(Map.of()).limit(false)).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "2h", "off", "soon"})
    void refusesATimeThatIsNone(String time) {
        assertThatThrownBy(() -> config(Map.of("EDGE_MCP_TOOL_TIMEOUT", time)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("EDGE_MCP_TOOL_TIMEOUT");
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                done = latch.await(PATIENCE, TimeUnit.SECONDS);
            } catch (InterruptedException ignored) {
                done = false;
            }
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        threads.timePasses();
    }

    private ToolResult call(Tool tool, boolean inTask) {
        return caller(threads)
                .call(tool, new ToolCall(CALLER, json("{}"), Answers.none(), said), inTask, ended::incrementAndGet);
    }

    private ToolCaller caller(Threads inThreads) {
        TimeLimit limit = new TimeLimit(inThreads, nanos::get);
        limit.start(null);
        ToolMetrics metrics = new ToolMetrics() {
            @Override
            void timedOut(String tool) {
                counted.add(tool);
            }
        };
        return new ToolCaller(
                ToolResultCache.off(), Optional.of(new TimedCalls(config(Map.of()), limit, metrics)), Optional.empty());
    }

    private static ToolConfig config(Map<String, String> settings) {
        return ToolConfig.from(Settings.of(settings));
    }

    /** Each work has a thread of its own; a delay is over when a test says so. */
    private static final class OwnThreads implements Threads {
        private final List<Runnable> later = new ArrayList<>();

        @Override
        public void execute(Runnable work) {
            var unused = Thread.ofVirtual().start(work);
        }

        @Override
        public synchronized Runnable after(Duration delay, Runnable work) {
            later.add(work);
            return () -> {};
        }

        @Override
        public void every(Duration pause, Runnable work) {}

        synchronized void delayIsOver() {
            later.forEach(Runnable::run);
        }
    }

    /** What a client hears. */
    private static final class Said implements Talk {
        private final List<String> heard = new ArrayList<>();

        @Override
        public void progress(double progress, double total, String message) {
            heard.add("progress " + progress);
        }

        @Override
        public void log(LogLevel level, String logger, JsonNode data) {
            heard.add("log");
        }

        @Override
        public void hangUp(Duration pause) {
            heard.add("hang up");
        }

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
