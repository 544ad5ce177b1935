package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.source.Ordering;
import io.devmesh.shared.source.Processing.Priority;
import io.devmesh.worker.inbox.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The lanes run in the thread of the test, when it says so. */
class LanesTest {
    private final List<String> log = new ArrayList<>();
    private final ConsumerConfig config =
            ConsumerConfig.from(Settings.of(Map.of("WORKER_CONCURRENCY", "2", "WORKER_BATCH_SIZE", "2")));
    private final FakeArrivals reader = new FakeArrivals();
    private final Lanes lanes = new Lanes(config);

    LanesTest() {
        for (int i = 0; i < config.consumers(); i++) {
            lanes.add(new Lane(
                    "lane " + i,
                    new FakeHandler(),
                    config,
                    new Attempts(new SilentMetrics(), new CountDownLatch(0)),
                    () -> true,
                    lanes::ended));
        }
    }

    @Test
    void finishesWhatIsUnderWayBeforeASourceGetsOtherLanes() throws Exception {
        lanes.dispatch(List.of(Sample.arrival("1-0")), reader);
        reader.placement = new Placement(new Ordering.ByRepository(), Optional.of(1));
        FutureTask<Void> dispatch = new FutureTask<>(() -> {
            lanes.dispatch(List.of(Sample.arrival("1-1")), reader);
            return null;
        });
        Thread dispatcher = Thread.ofPlatform().start(dispatch);
        await().until(() -> dispatcher.getState() == Thread.State.TIMED_WAITING);

        runAll();

        dispatch.get();
        assertThat(log).containsExactly("handled 1-0");
    }

    @Test
    void waitsForNothingWhereSettingsAreAsTheyWere() throws InterruptedException {
        lanes.dispatch(List.of(Sample.arrival("1-0")), reader);
        lanes.dispatch(List.of(Sample.arrival("1-1")), reader);

        assertThat(log).isEmpty();
    }

    @Test
    void hasRoomForTwoBatchesOfEachLane() throws InterruptedException {
        lanes.dispatch(
                List.of(Sample.arrival("1-0"), Sample.arrival("1-1"), Sample.arrival("1-2"), Sample.arrival("1-3")),
                reader);

        assertThat(lanes.awaitRoom(4, 100, Duration.ZERO)).isTrue();
        assertThat(lanes.awaitRoom(5, 100, Duration.ZERO)).isFalse();
    }

    @Test
    void letsAReadWaitWhileEveryLaneHasSomethingToDo() throws Exception {
        dispatchToEachLane();
        FutureTask<Void> read = read();
        Thread waiting = Thread.ofPlatform().start(read);
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        lanes.all().getFirst().stop();
        lanes.all().getFirst().run();

        read.get(10, TimeUnit.SECONDS);
        assertThat(log).isNotEmpty();
    }

    @Test
    void letsAReadGoOnWhereALaneHasNothingToDo() throws Exception {
        lanes.dispatch(List.of(Sample.arrival("1-0")), reader);
        FutureTask<Void> read = read();
        Thread.ofPlatform().start(read);

        assertThat(read.get(10, TimeUnit.SECONDS)).isNull();
    }

    private FutureTask<Void> read() {
        return new FutureTask<>(() -> {
            lanes.awaitLane(Duration.ofHours(1));
            return null;
        });
    }

    private void dispatchToEachLane() throws InterruptedException {
        for (int i = 0; lanes.all().stream().anyMatch(lane -> !lane.isBusy()); i++) {
            lanes.dispatch(List.of(Sample.arrival("1-" + i)), reader);
        }
    }

    /** Until they have nothing left. */
    private void runAll() {
        lanes.all().forEach(Lane::stop);
        lanes.all().forEach(Lane::run);
    }

    private final class FakeHandler extends BatchHandler {
        @Override
        void handle(List<Arrival> batch, String actor) {
            batch.forEach(arrival -> log.add("handled " + arrival.entry().value()));
        }
    }

    private static final class FakeArrivals extends Arrivals {
        private Placement placement = new Placement(new Ordering.ByRepository(), Optional.empty());

        @Override
        Placement placement(Arrival arrival) {
            return placement;
        }

        @Override
        Priority priority(Arrival arrival) {
            return Priority.NORMAL;
        }
    }
}
