package io.devmesh.benchmark.recovery;

import io.devmesh.benchmark.drain.StreamDrain;
import io.devmesh.benchmark.drain.StreamFill;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.servers.Store;

/** The drain of a stream that nothing has happened to, over connections of its own. */
record Drain(String name, Stage stage, int events) implements Measured {
    @Override
    public Round round(int number) {
        try (Store store = stage.store()) {
            StreamFill fill = new StreamFill(store.redis(), stage.samples());
            return new StreamDrain(name, store, fill, events, stage.drainer(store)).round(number);
        }
    }
}
