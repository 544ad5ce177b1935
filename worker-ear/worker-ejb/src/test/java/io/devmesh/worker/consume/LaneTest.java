package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.source.Processing.Priority;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.worker.inbox.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** In the thread of the test: a lane that was stopped ends when it has nothing left. */
class LaneTest {
    private final List<String> log = new ArrayList<>();
    private final FakeHandler handler = new FakeHandler();
    private boolean itsTurn = true;
    private final Lane lane = new Lane(
            "lane",
            handler,
            ConsumerConfig.from(Settings.of(Map.of("WORKER_BATCH_SIZE", "2"))),
            new Attempts(new SilentMetrics(), new CountDownLatch(0)),
            () -> itsTurn,
            (arrivals, stored) -> {
                if (!arrivals.isEmpty()) {
                    log.add((stored ? "stored " : "dropped ") + ids(arrivals));
                }
            });

    @Test
    void storesInOrderWhatItWasGivenAndEnds() {
        add("1-0", "1-1", "1-2");
        lane.stop();

        lane.run();

        assertThat(log).containsExactly("handle 1-0 1-1", "stored 1-0 1-1", "handle 1-2", "stored 1-2");
        assertThat(lane.isStopped()).isTrue();
    }

    @Test
    void doesNotGoOnBeforeABatchIsStored() {
        handler.failures = 2;
        handler.afterSuccess = lane::stop;
        add("1-0");

        lane.run();

        assertThat(log).containsExactly("fail 1-0", "fail 1-0", "handle 1-0", "stored 1-0");
    }

    @Test
    void forgetsWhatIsBehindABatchOnceItIsNotItsTurnAnyMore() {
        handler.failures = 1;
        itsTurn = false;
        add("1-0", "1-1", "1-2");
        lane.stop();

        lane.run();

        assertThat(log).containsExactly("fail 1-0 1-1", "dropped 1-2", "dropped 1-0 1-1");
    }

    @Test
    void takesNothingUntilItIsOpenedAgain() {
        lane.close();
        add("1-0");
        lane.open();
        add("1-1");
        lane.stop();

        lane.run();

        assertThat(log).containsExactly("dropped 1-0", "handle 1-1", "stored 1-1");
    }

    private void add(String... ids) {
        lane.add(Priority.NORMAL, List.of(ids).stream().map(Sample::arrival).toList());
    }

    private static String ids(List<Arrival> arrivals) {
        return String.join(
                " ", arrivals.stream().map(arrival -> arrival.entry().value()).toList());
    }

    private final class FakeHandler extends BatchHandler {
        private int failures;
        private Runnable afterSuccess = () -> {};

        @Override
        void handle(List<Arrival> batch, String actor) {
            if (failures > 0) {
                failures--;
                log.add("fail " + ids(batch));
                throw new StreamUnavailableException("away", null);
            }
            log.add("handle " + ids(batch));
            afterSuccess.run();
        }
    }
}
