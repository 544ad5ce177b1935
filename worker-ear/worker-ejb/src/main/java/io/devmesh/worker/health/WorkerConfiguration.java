package io.devmesh.worker.health;

import io.devmesh.shared.config.ServerConfig;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.StartupGuard;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.telemetry.ServiceIdentity;
import io.devmesh.worker.consume.ConsumerConfig;
import io.devmesh.worker.lease.WorkerProcess;
import io.devmesh.worker.outbox.ForwardConfig;
import io.devmesh.worker.retention.RetentionConfig;
import io.devmesh.worker.retry.Retries;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

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
                        MasterKeys::from,
                        ConsumerConfig::from,
                        Retries::from,
                        ForwardConfig::from,
                        RetentionConfig::from));
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
    Retries retries(Settings settings) {
        return Retries.from(settings);
    }

    @Produces
    @Singleton
    WorkerProcess process(ServiceIdentity identity) {
        return new WorkerProcess(
                identity.toString(), UUID.randomUUID().toString().substring(0, 8));
    }

    @Produces
    @Singleton
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Produces
    @Singleton
    ForwardConfig forward(Settings settings) {
        return ForwardConfig.from(settings);
    }

    @Produces
    @Singleton
    RetentionConfig retention(Settings settings) {
        return RetentionConfig.from(settings);
    }
}
