package io.devmesh.worker.health;

import io.devmesh.shared.postgres.DatabaseHealth;
import io.devmesh.shared.redis.RedisHealth;
import io.devmesh.worker.consume.ConsumerSupervisor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while events flow: the consumers run, Redis gives and PostgreSQL takes. */
@Readiness
@ApplicationScoped
class WorkerReadiness implements HealthCheck {
    private final ConsumerSupervisor supervisor;
    private final DatabaseHealth database;
    private final RedisHealth redis;

    WorkerReadiness() {
        this(null, null, null);
    }

    @Inject
    WorkerReadiness(ConsumerSupervisor supervisor, DatabaseHealth database, RedisHealth redis) {
        this.supervisor = supervisor;
        this.database = database;
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> databaseProblem = database.problem();
        Optional<String> redisProblem = redis.problem();
        int consumers = supervisor.running();
        return HealthCheckResponse.named("worker")
                .withData("consumers", consumers)
                .withData("postgresql", databaseProblem.orElse("up"))
                .withData("redis", redisProblem.orElse("up"))
                .status(consumers > 0 && databaseProblem.isEmpty() && redisProblem.isEmpty())
                .build();
    }
}
