package io.devmesh.shared.source;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.shared.secret.TenantKey;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/** Rows of {@code webhook_source}, with their secrets. */
@ApplicationScoped
public class SourceRepository {
    /** More than two at a time are no rotation. */
    private static final int MOST_SECRETS = 2;

    private final DatabaseScope scope;
    private final SecretRepository secrets;

    SourceRepository() {
        this(null);
    }

    /** Stores secrets as they are, and can't read encrypted ones. */
    public SourceRepository(Jdbi jdbi) {
        this(jdbi, new SecretVault(MasterKeys.none()));
    }

    @Inject
    public SourceRepository(Jdbi jdbi, SecretVault vault) {
        this.scope = new DatabaseScope(jdbi);
        this.secrets = new SecretRepository(jdbi, vault);
    }

    /** Stores {@code source} with its secrets; throws UnableToExecuteStatementException where the name is taken. */
    public void store(Source source) {
        Optional<TenantKey> key = secrets.key(source.tenant());
        scope.of(source.tenant()).use(handle -> {
            UUID id = UuidCreator.getTimeOrderedEpoch();
            handle.createUpdate("""
                            INSERT INTO webhook_source (id, tenant_id, name, provider, settings, processing)
                            VALUES (:id, :tenant, :name, :provider, CAST(:settings AS jsonb), CAST(:processing AS jsonb))
                            """)
                    .bind("id", id)
                    .bind("tenant", source.tenant().value())
                    .bind("name", source.name().value())
                    .bind("provider", source.provider().wire())
                    .bind("settings", source.settings().toJson().toString())
                    .bind("processing", source.processing().toJson().toString())
                    .execute();
            source.secrets().reversed().forEach(secret -> secrets.insert(handle, source.tenant(), id, key, secret));
        });
    }

    /** Whether there is a source of that name, a disabled one too, whoever's it is. */
    public boolean isTaken(SourceName name) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM webhook_source WHERE name = :name)")
                        .bind("name", name.value())
                        .mapTo(Boolean.class)
                        .one());
    }

    /** The enabled source of that name; throws UnreadableSecretException where a secret of it can't be decrypted. */
    public Optional<Source> find(SourceName name) {
        return scope.ofAll()
                .with(handle -> handle.createQuery("""
                        SELECT s.tenant_id, s.provider, s.settings, s.processing FROM webhook_source s
                        WHERE s.name = :name AND s.disabled_at IS NULL
                        """)
                        .bind("name", name.value())
                        .map((row, context) -> new Source(
                                name,
                                new TenantId(row.getObject("tenant_id", UUID.class)),
                                Provider.ofWire(row.getString("provider")),
                                List.of(),
                                SourceSettings.of((ObjectNode) Json.mapper().readTree(row.getString("settings"))),
                                processing(row.getString("processing")).orElseGet(Processing::standard)))
                        .findOne())
                .map(source -> source.withSecrets(secrets.of(name)));
    }

    /**
     * Makes {@code secret} the newest of the source and tells whether that was possible: not where there are two already.
     * The source must be there.
     */
    public boolean addSecret(Source source, String secret) {
        Optional<TenantKey> key = secrets.key(source.tenant());
        return scope.of(source.tenant()).with(handle -> {
            UUID id = lock(handle, source.name());
            int there = handle.createQuery("SELECT count(*) FROM webhook_secret WHERE source_id = :id")
                    .bind("id", id)
                    .mapTo(Integer.class)
                    .one();
            if (there < MOST_SECRETS) {
                secrets.insert(handle, source.tenant(), id, key, secret);
            }
            return there < MOST_SECRETS;
        });
    }

    /** Makes {@code secret} the newest of the source and deletes all but it and the one before, in the caller's transaction. */
    public void replaceOldestSecret(Handle handle, TenantId tenant, UUID source, String secret) {
        secrets.insert(handle, tenant, source, secrets.key(tenant), secret);
        handle.createUpdate("""
                        DELETE FROM webhook_secret WHERE source_id = :source AND id NOT IN (
                            SELECT k.id FROM webhook_secret k WHERE k.source_id = :source
                            ORDER BY k.created_at DESC, k.id DESC LIMIT :active)
                        """)
                .bind("source", source)
                .bind("active", MOST_SECRETS)
                .execute();
    }

    /** Deletes all secrets of the source but the newest, and returns how many that were. */
    public int retireSecrets(SourceName name) {
        return scope.ofAll()
                .with(handle ->
                        handle.createUpdate("""
                        DELETE FROM webhook_secret WHERE source_id = :id AND id <> (
                            SELECT id FROM webhook_secret WHERE source_id = :id ORDER BY created_at DESC, id DESC LIMIT 1)
                        """).bind("id", lock(handle, name)).execute());
    }

    private static UUID lock(Handle handle, SourceName name) {
        return handle.createQuery("SELECT id FROM webhook_source WHERE name = :name FOR UPDATE")
                .bind("name", name.value())
                .mapTo(UUID.class)
                .one();
    }

    /** Encrypts the secrets that are stored as they are, and returns how many; none where there is no master key. */
    public int encryptPlainSecrets() {
        return secrets.encryptPlain();
    }

    /** How each source's events are processed, the disabled ones' too: what they sent before is not finished by that. */
    public List<SourceProcessing> processing() {
        return scope.ofAll()
                .with(handle -> handle.createQuery("SELECT name, processing, paused_at FROM webhook_source")
                        .map((row, context) -> new SourceProcessing(
                                new SourceName(row.getString("name")),
                                processing(row.getString("processing")),
                                row.getTimestamp("paused_at") != null))
                        .list());
    }

    /** Empty where a newer version wrote it, in a way that this one does not know. */
    private static Optional<Processing> processing(String json) {
        try {
            return Optional.of(Processing.of((ObjectNode) Json.mapper().readTree(json)));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Names of the tenant's sources, the disabled ones too, in order. */
    public List<SourceName> names(TenantId tenant, int limit) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery(
                                "SELECT name FROM webhook_source WHERE tenant_id = :tenant ORDER BY name LIMIT :limit")
                        .bind("tenant", tenant.value())
                        .bind("limit", limit)
                        .map((row, context) -> new SourceName(row.getString("name")))
                        .list());
    }
}
