package io.devmesh.worker.health;

import io.devmesh.shared.doctor.DatabaseReadiness;
import io.devmesh.shared.doctor.RedisReadiness;
import io.devmesh.shared.doctor.StoreHealth;
import io.devmesh.worker.consume.ConsumerSupervisor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while events flow: the consumers run, Redis gives and PostgreSQL takes. */
@Readiness
@ApplicationScoped
class WorkerReadiness implements HealthCheck {
    private final ConsumerSupervisor supervisor;
    private final DatabaseReadiness database;
    private final RedisReadiness redis;

    WorkerReadiness() {
        this(null, null, null);
    }

    @Inject
    WorkerReadiness(ConsumerSupervisor supervisor, DatabaseReadiness database, RedisReadiness redis) {
        this.supervisor = supervisor;
        this.database = database;
        this.redis = redis;
    }

    @Override
    public HealthCheckResponse call() {
        Supplier<StoreHealth> databaseCheck = database.begin();
        Supplier<StoreHealth> redisCheck = redis.begin();
        StoreHealth postgresql = databaseCheck.get();
        StoreHealth queue = redisCheck.get();
        int consumers = supervisor.running();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("worker")
                .withData("consumers", consumers)
                .withData("postgresql", postgresql.text())
                .withData("redis", queue.text());
        postgresql.facts().forEach(response::withData);
        queue.facts().forEach(response::withData);
        return response.status(consumers > 0 && postgresql.isUp() && queue.isUp())
                .build();
    }
}
