package io.devmesh.shared.secret;

import io.devmesh.shared.config.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

@ApplicationScoped
class SecretProducer {
    @Produces
    @Singleton
    MasterKeys masterKeys(Settings settings) {
        return MasterKeys.from(settings);
    }
}
