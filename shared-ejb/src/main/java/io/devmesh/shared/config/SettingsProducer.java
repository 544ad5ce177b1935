package io.devmesh.shared.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

@ApplicationScoped
class SettingsProducer {
    private final Config config;

    SettingsProducer() {
        this(null);
    }

    @Inject
    SettingsProducer(Config config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Settings settings() {
        return new Settings(config);
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
