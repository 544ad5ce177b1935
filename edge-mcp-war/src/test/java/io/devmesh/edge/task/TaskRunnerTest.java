package io.devmesh.edge.task;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.bus.MemoryBus;
import io.devmesh.edge.work.SameThread;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.telemetry.ServiceIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {
    private static final TaskWork.Result DONE = new TaskWork.Result.Completed(json("{'done':true}"));
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration CHECK = Duration.ofSeconds(5);

    private final MemoryTaskRepository rows = new MemoryTaskRepository();
    private final MemoryBus bus = new MemoryBus();
    private final SameThread threads = new SameThread();
    private final PushedClock clock = new PushedClock();
    private final List<UUID> told = new ArrayList<>();
    private final Script work = new Script();

    @BeforeEach
    void listen() {
        bus.listen("task", entry -> told.add(UUID.fromString(entry.field("id"))));
    }

    @Test
    void storesWhatComesOutAndTellsOnce() {
        Task task = create(replica());

        assertThat(rows.get(task.id()).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(rows.get(task.id()).result()).contains(json("{'done':true}"));
        assertThat(told).containsExactly(task.id());
    }

    @Test
    void failsATaskWhoseToolBreaksWithoutSayingWhy() {
        work.does = task -> {
            throw new IllegalStateException("secret detail");
        };

        Task task = create(replica());

        assertThat(rows.get(task.id()).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(rows.get(task.id()).error().orElseThrow().toString())
                .contains("-32603")
                .doesNotContain("secret");
    }

    @Test
    void letsGoOfATaskThatAsks() {
        work.does = task -> new TaskWork.Result.Asks(json("{'name':{}}"), Optional.empty());

        Task task = create(replica());
        clock.pass(LEASE.multipliedBy(2));
        threads.timePasses();

        assertThat(rows.get(task.id()).status()).isEqualTo(TaskStatus.INPUT_REQUIRED);
        assertThat(rows.worker(task.id())).isEmpty();
        assertThat(work.runs).isEqualTo(1);
    }

    @Test
    void takesOverWhatItsReplicaDidNotRenewAndRunsItAgain() {
        UUID id = leftBehind();
        replica();

        clock.pass(LEASE);
        threads.timePasses();
        assertThat(work.runs).isZero();

        clock.pass(Duration.ofMillis(1));
        threads.timePasses();
        assertThat(rows.get(id).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(told).containsExactly(id);
    }

    @Test
    void takesOverOnOneReplicaOnly() {
        leftBehind();
        replica();
        replica();

        clock.pass(LEASE.plusMillis(1));
        threads.timePasses();
        threads.timePasses();

        assertThat(work.runs).isEqualTo(1);
    }

    @Test
    void failsWhatItsReplicaLeftBehindWhereItMayNotRunTwice() {
        work.repeatable = false;
        UUID id = leftBehind();
        replica();

        clock.pass(LEASE.plusMillis(1));
        threads.timePasses();

        assertThat(work.runs).isZero();
        assertThat(rows.get(id).status()).isEqualTo(TaskStatus.FAILED);
        assertThat(rows.get(id).error().orElseThrow().path("message").stringValue())
                .contains("replica", "gone");
        assertThat(told).containsExactly(id);
    }

    @Test
    void keepsWhatItWorksOnForAsLongAsItTakes() {
        work.does = task -> {
            for (Duration passed = Duration.ZERO; passed.compareTo(LEASE.multipliedBy(4)) < 0; ) {
                clock.pass(CHECK);
                threads.timePasses();
                passed = passed.plus(CHECK);
            }
            return DONE;
        };
        Tasks first = replica();
        replica();

        Task task = create(first);

        assertThat(work.runs).isEqualTo(1);
        assertThat(rows.get(task.id()).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void storesNothingTwiceWhereAReplicaThatWasTakenForGoneGoesOn() {
        SameThread ofOther = new SameThread();
        work.does = task -> {
            if (work.runs == 1) {
                clock.pass(LEASE.plusMillis(1));
                ofOther.timePasses();
            }
            return new TaskWork.Result.Completed(json("{}").put("run", work.runs));
        };
        Tasks stalled = replica();
        replica(ofOther);

        Task task = create(stalled);

        assertThat(work.runs).isEqualTo(2);
        assertThat(rows.get(task.id()).status()).isEqualTo(TaskStatus.COMPLETED);
        assertThat(told).containsExactly(task.id());
    }

    @Test
    void goesOnCheckingWhenPostgresIsBack() {
        UUID id = leftBehind();
        replica();
        clock.pass(LEASE.plusMillis(1));
        rows.setAway(true);
        threads.timePasses();
        rows.setAway(false);
        assertThat(rows.get(id).status()).isEqualTo(TaskStatus.WORKING);

        threads.timePasses();

        assertThat(rows.get(id).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void leavesAnOutcomeThatCouldNotBeStoredToTheNextTakeOver() {
        work.does = task -> {
            rows.setAway(work.runs == 1);
            return DONE;
        };
        Task task = create(replica());
        rows.setAway(false);
        assertThat(rows.get(task.id()).status()).isEqualTo(TaskStatus.WORKING);

        clock.pass(LEASE.plusMillis(1));
        threads.timePasses();

        assertThat(rows.get(task.id()).status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void interruptsWhatIsCancelledAndKeepsItCancelled() {
        Tasks tasks = replica();

        assertInterrupted(tasks, tasks);
    }

    @Test
    void interruptsWhatIsCancelledOnTheOtherReplica() {
        assertInterrupted(replica(), replica());
    }

    @Test
    void runsNothingThatWasCancelledBeforeItBegan() {
        Tasks tasks = replica();
        UUID id = leftBehind();
        tasks.cancel(rows.get(id));

        clock.pass(LEASE.plusMillis(1));
        threads.timePasses();

        assertThat(work.runs).isZero();
        assertThat(rows.get(id).status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    void forgetsTasksWhenTheirTimeIsOver() {
        UUID id = create(replica()).id();

        clock.pass(Duration.ofHours(1).plusMillis(1));
        threads.timePasses();

        assertThat(rows.find(id)).isEmpty();
    }

    private void assertInterrupted(Tasks worker, Tasks canceller) {
        List<Boolean> interrupted = new ArrayList<>();
        work.does = task -> {
            canceller.cancel(task);
            interrupted.add(Thread.currentThread().isInterrupted());
            return DONE;
        };

        Task task = create(worker);

        assertThat(told).containsExactly(task.id());
        assertThat(interrupted).containsExactly(true);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(rows.get(task.id()).status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(rows.get(task.id()).result()).isEmpty();
    }

    /** A task of a replica that is no more. */
    private UUID leftBehind() {
        Instant now = clock.instant();
        UUID id = UUID.randomUUID();
        rows.insert(
                new Task(
                        id,
                        CALLER,
                        "tool",
                        json("{}"),
                        json("{}"),
                        TaskStatus.WORKING,
                        Optional.empty(),
                        json("{}"),
                        json("{}"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        now,
                        now,
                        now.plus(Duration.ofHours(1))),
                "gone");
        return id;
    }

    /** Each replica hears of changes and works on tasks. */
    private Tasks replica() {
        return replica(threads);
    }

    private Tasks replica(SameThread threads) {
        TaskFeed feed = new TaskFeed(bus);
        feed.start(null);
        TaskRunner runner = new TaskRunner(rows, work, feed, threads, clock, new ServiceIdentity("edge-mcp", "pod"));
        runner.start(null);
        return new Tasks(rows, runner, feed, TaskConfig.from(Settings.of(Map.of())), clock);
    }

    private Task create(Tasks tasks) {
        return tasks.create(CALLER, new Tasks.Order("tool", json("{}"), json("{}"), json("{}"), Optional.empty()));
    }

    /** What the tool of every task does. */
    private static final class Script implements TaskWork {
        private Function<Task, Result> does = task -> DONE;
        private boolean repeatable = true;
        private int runs;

        @Override
        public Result run(Task task) {
            runs++;
            return does.apply(task);
        }

        @Override
        public boolean isRepeatable(Task task) {
            return repeatable;
        }
    }

    /** Stands still but for pushes. */
    private static final class PushedClock extends Clock {
        private Instant now = Instant.parse("2026-11-26T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
