package io.devmesh.local;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.core.JacksonException;

/** The tenant {@code demo} with one API key and one GitHub source, the same at every start on the same database. */
final class DemoTenant {
    static final SourceName SOURCE = new SourceName("demo-github");

    private static final String TENANT = "demo";

    private final Database database;
    private final SecretVault vault;
    private final Path file;
    private final Clock clock;

    /**
     * @param file remembers the key, which the database holds only as a hash
     */
    DemoTenant(Database database, SecretVault vault, Path file, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.file = file;
        this.clock = clock;
    }

    /**
     * What a caller and a sender need.
     *
     * @param apiKey in whole
     * @param webhookSecret what GitHub would sign with
     */
    record Access(String apiKey, String webhookSecret) {
        @Override
        public String toString() {
            return "Access[***]";
        }
    }

    /** Brings the schema up to date, and makes of tenant, key and source what is missing. */
    Access ensure() throws IOException {
        new SchemaMigration(database.asOwner().dataSource(), database.user()).migrate();
        Jdbi jdbi = Jdbi.create(database.dataSource());
        TenantId tenant = new TenantRepository(jdbi).ensure(TENANT);
        Access access = new Access(
                apiKey(new ApiKeyRepository(jdbi), tenant), secret(new SourceRepository(jdbi, vault), tenant));
        new PrivateFile(file).write(Json.mapper().writeValueAsString(access));
        return access;
    }

    private String apiKey(ApiKeyRepository keys, TenantId tenant) {
        Optional<ApiKey> known = remembered()
                .flatMap(access -> ApiKey.parse(access.apiKey()))
                .filter(key -> keys.find(key)
                        .filter(owner -> owner.tenant().equals(tenant)
                                && owner.may(Scope.PLATFORM)
                                && !owner.isExpired(clock.instant()))
                        .isPresent());
        return known.orElseGet(() -> {
                    ApiKey key = ApiKey.generate("usr");
                    keys.store(tenant, "local", key, Grants.of(Scope.PLATFORM), Optional.empty());
                    return key;
                })
                .reveal();
    }

    private static String secret(SourceRepository sources, TenantId tenant) {
        Source source = sources.find(SOURCE).orElseGet(() -> {
            Source made = new Source(SOURCE, tenant, Provider.GITHUB, List.of(Secrets.generate()));
            sources.store(made);
            return made;
        });
        if (!source.tenant().equals(tenant) || source.secrets().isEmpty()) {
            throw new StartupException("The webhook source " + SOURCE + " of this database is not the demo's:"
                    + " remove it, or use another database.");
        }
        return source.secrets().getFirst();
    }

    private Optional<Access> remembered() {
        try {
            return Files.exists(file)
                    ? Optional.of(Json.mapper().readValue(Files.readString(file), Access.class))
                    : Optional.empty();
        } catch (IOException | JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
