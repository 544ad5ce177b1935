package io.devmesh.worker.consume;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.postgres.SchemaMigration;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the consumers once the schema is there, starts those again that ended, and stops them all. */
@ApplicationScoped
public class ConsumerSupervisor {
    /** Liberty gives @PreDestroy about 30 s; this stays well below. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private static final System.Logger LOG = System.getLogger(ConsumerSupervisor.class.getName());

    private final ConsumerFactory factory;
    private final ConsumerConfig config;
    private final SchemaMigration migration;
    private final List<StreamConsumer> consumers = new ArrayList<>();
    private boolean stopping;

    /** A resource can only be injected into a field. */
    @Resource(lookup = "concurrent/consumers")
    private ManagedExecutorService executor;

    ConsumerSupervisor() {
        this(null, null, null);
    }

    @Inject
    ConsumerSupervisor(ConsumerFactory factory, ConsumerConfig config, SchemaMigration migration) {
        this.factory = factory;
        this.config = config;
        this.migration = migration;
    }

    /** Called every second. */
    synchronized void supervise() {
        if (stopping || !(migration.isDone() || migration.attempt())) {
            return;
        }
        for (int i = 0; i < config.consumers(); i++) {
            if (i == consumers.size()) {
                consumers.add(start(i));
            } else if (consumers.get(i).isStopped()) {
                LOG.log(WARNING, "Consumer " + i + " ended; starting it again");
                consumers.set(i, start(i));
            }
        }
    }

    /** Takes over what dead consumers left. Called every second; costs one round trip where there is nothing. */
    void claim() {
        StreamConsumer first;
        synchronized (this) {
            if (stopping || consumers.isEmpty()) {
                return;
            }
            first = consumers.getFirst();
        }
        first.claimOnce();
    }

    /** How many consumers run. */
    public synchronized int running() {
        return (int)
                consumers.stream().filter(consumer -> !consumer.isStopped()).count();
    }

    /** Stops reading and waits for the batches at hand. */
    void stop() throws InterruptedException {
        List<StreamConsumer> all;
        synchronized (this) {
            stopping = true;
            all = List.copyOf(consumers);
        }
        all.forEach(StreamConsumer::stop);
        for (StreamConsumer consumer : all) {
            if (!consumer.awaitStopped(DRAIN)) {
                LOG.log(WARNING, "A consumer did not finish its batch in time; its entries stay pending");
            }
        }
        LOG.log(INFO, "All consumers have stopped");
    }

    private StreamConsumer start(int index) {
        StreamConsumer consumer = factory.create(index);
        executor.execute(consumer);
        return consumer;
    }
}
