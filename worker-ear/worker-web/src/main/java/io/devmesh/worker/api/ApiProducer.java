package io.devmesh.worker.api;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.StartupGuard;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Builds the API's configuration, and stops the start-up where it refuses. */
@ApplicationScoped
class ApiProducer {
    void start(
            @Observes @Initialized(ApplicationScoped.class) @Priority(StartupGuard.FIRST) Object application,
            Settings settings) {
        StartupGuard.check(settings, List.of(ApiConfig::from));
    }

    @Produces
    @Singleton
    ApiConfig config(Settings settings) {
        return ApiConfig.from(settings);
    }
}
