package io.devmesh.worker.health;

import io.devmesh.shared.config.ServerConfig;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.StartupGuard;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.telemetry.ServiceIdentity;
import io.devmesh.worker.consume.ConsumerConfig;
import io.devmesh.worker.outbox.ForwardConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Builds this service's configuration records, and stops the start-up where one of them refuses. */
@ApplicationScoped
class WorkerConfiguration {
    void start(
            @Observes @Initialized(ApplicationScoped.class) @Priority(StartupGuard.FIRST) Object application,
            Settings settings) {
        StartupGuard.check(
                settings,
                List.of(
                        all -> ServerConfig.from(all, "WORKER_PORT", 8088),
                        RedisConfig::queue,
                        DatabaseConfig::from,
                        StreamConfig::from,
                        ConsumerConfig::from,
                        ForwardConfig::from));
    }

    @Produces
    @Singleton
    ServiceIdentity identity(Settings settings) {
        return ServiceIdentity.of("worker", settings);
    }

    @Produces
    @Singleton
    ConsumerConfig consumer(Settings settings) {
        return ConsumerConfig.from(settings);
    }

    @Produces
    @Singleton
    ForwardConfig forward(Settings settings) {
        return ForwardConfig.from(settings);
    }
}
