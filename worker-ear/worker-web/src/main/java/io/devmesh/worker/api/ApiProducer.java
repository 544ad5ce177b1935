package io.devmesh.worker.api;

import io.devmesh.shared.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

@ApplicationScoped
class ApiProducer {
    @Produces
    @Singleton
    ApiConfig config(Settings settings) {
        return ApiConfig.from(settings);
    }
}
