package io.devmesh.edge.health;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.config.StartupGuard;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.source.SecretEncryption;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/**
 * Checks the configuration, then brings the schema up to date and encrypts old secrets, trying again for as long as
 * PostgreSQL is away.
 */
@ApplicationScoped
class EdgeStartup {
    private static final int RETRY_SECONDS = 2;

    private final Settings settings;
    private final SchemaMigration migration;
    private final SecretEncryption encryption;

    /** A resource can only be injected into a field. */
    @Resource
    private ManagedScheduledExecutorService executor;

    EdgeStartup() {
        this(null, null, null);
    }

    @Inject
    EdgeStartup(Settings settings, SchemaMigration migration, SecretEncryption encryption) {
        this.settings = settings;
        this.migration = migration;
        this.encryption = encryption;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) @Priority(StartupGuard.FIRST) Object application) {
        EdgeConfiguration.check(settings);
        executor.execute(this::migrate);
    }

    private void migrate() {
        if (!migration.attempt() || !encryption.attempt()) {
            var unused = executor.schedule(this::migrate, RETRY_SECONDS, TimeUnit.SECONDS);
        }
    }
}
