package io.devmesh.worker.consume;

import io.devmesh.shared.event.StoredEvent;
import io.devmesh.worker.inbox.Arrival;
import java.util.List;

/** Counts nothing. */
final class SilentMetrics extends WorkerMetrics {
    @Override
    void time(int entries, Runnable work) {
        work.run();
    }

    @Override
    void stored(int events, int newRows) {}

    @Override
    void quarantined() {}

    @Override
    void waited(List<Arrival> batch) {}

    @Override
    void outcomes(List<StoredEvent> events) {}

    @Override
    void acknowledging(Runnable work) {
        work.run();
    }

    @Override
    void takenOver(int entries) {}

    @Override
    void failed() {}
}
