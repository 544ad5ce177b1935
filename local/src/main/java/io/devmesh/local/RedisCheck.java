package io.devmesh.local;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.doctor.Finding;
import io.devmesh.shared.doctor.RedisDoctor;
import io.devmesh.shared.doctor.Report;
import io.devmesh.shared.doctor.ServiceNeeds;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.stream.StreamConfig;
import java.time.Clock;

/** Tries a Redis that was given and not started here. */
record RedisCheck(RedisConfig config, Settings settings) {
    void requireServing() {
        RedisDoctor doctor = new RedisDoctor(
                config, settings, ServiceNeeds.ALL.access(config, StreamConfig.from(settings)), Clock.systemUTC());
        new Report(doctor.examine()).firstError().map(Finding::summary).ifPresent(problem -> {
            throw new StartupException("Redis does not serve: " + problem + "; or unset "
                    + config.topology().variable() + " for the embedded one.");
        });
    }
}
