package io.devmesh.worker.consume;

import io.devmesh.shared.postgres.DatabaseHealth;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Makes consumers whose names are the same after every restart of the same pod, so that they find their own entries. */
@ApplicationScoped
class ConsumerFactory {
    private final RedisEventStream stream;
    private final BatchHandler handler;
    private final TakeOver takeOver;
    private final WorkerMetrics metrics;
    private final ConsumerConfig config;
    private final DatabaseHealth database;
    private final ServiceIdentity identity;

    ConsumerFactory() {
        this(null, null, null, null, null, null, null);
    }

    @Inject
    ConsumerFactory(
            RedisEventStream stream,
            BatchHandler handler,
            TakeOver takeOver,
            WorkerMetrics metrics,
            ConsumerConfig config,
            DatabaseHealth database,
            ServiceIdentity identity) {
        this.stream = stream;
        this.handler = handler;
        this.takeOver = takeOver;
        this.metrics = metrics;
        this.config = config;
        this.database = database;
        this.identity = identity;
    }

    StreamConsumer create(int index) {
        return new StreamConsumer(identity + "/" + index, stream, handler, takeOver, metrics, config, database);
    }
}
