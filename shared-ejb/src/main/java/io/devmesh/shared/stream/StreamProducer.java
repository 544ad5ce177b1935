package io.devmesh.shared.stream;

import io.devmesh.shared.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

@ApplicationScoped
class StreamProducer {
    @Produces
    @Singleton
    StreamConfig config(Settings settings) {
        return StreamConfig.from(settings);
    }
}
