package io.devmesh.shared.source;

import com.github.f4b6a3.uuid.UuidCreator;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/** Rows of {@code webhook_source} and {@code webhook_secret}. */
@ApplicationScoped
public class SourceRepository {
    private final Jdbi jdbi;

    SourceRepository() {
        this(null);
    }

    @Inject
    public SourceRepository(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Stores {@code source} with its secrets; throws UnableToExecuteStatementException where the name is taken. */
    public void store(Source source) {
        jdbi.useTransaction(handle -> {
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
            for (String secret : source.secrets()) {
                handle.createUpdate("INSERT INTO webhook_secret (id, source_id, secret) VALUES (:id, :source, :secret)")
                        .bind("id", UuidCreator.getTimeOrderedEpoch())
                        .bind("source", id)
                        .bind("secret", secret)
                        .execute();
            }
        });
    }

    /** Whether there is a source of that name, a disabled one too, whoever's it is. */
    public boolean isTaken(SourceName name) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM webhook_source WHERE name = :name)")
                        .bind("name", name.value())
                        .mapTo(Boolean.class)
                        .one());
    }

    /** The enabled source of that name. */
    public Optional<Source> find(SourceName name) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT s.tenant_id, s.provider, s.settings, s.processing,
                               array(SELECT k.secret FROM webhook_secret k
                                     WHERE k.source_id = s.id ORDER BY k.created_at DESC) AS secrets
                        FROM webhook_source s WHERE s.name = :name AND s.disabled_at IS NULL
                        """)
                .bind("name", name.value())
                .map((row, context) -> new Source(
                        name,
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        Provider.ofWire(row.getString("provider")),
                        secrets((Object[]) row.getArray("secrets").getArray()),
                        SourceSettings.of((ObjectNode) Json.mapper().readTree(row.getString("settings"))),
                        Processing.of((ObjectNode) Json.mapper().readTree(row.getString("processing")))))
                .findOne());
    }

    /** How each source's events are processed, the disabled ones' too: what they sent before is not finished by that. */
    public List<SourceProcessing> processing() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT name, processing, paused_at FROM webhook_source")
                .map((row, context) -> new SourceProcessing(
                        new SourceName(row.getString("name")),
                        Processing.of((ObjectNode) Json.mapper().readTree(row.getString("processing"))),
                        row.getTimestamp("paused_at") != null))
                .list());
    }

    /** Names of the tenant's sources, the disabled ones too, in order. */
    public List<SourceName> names(TenantId tenant, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT name FROM webhook_source WHERE tenant_id = :tenant ORDER BY name LIMIT :limit")
                .bind("tenant", tenant.value())
                .bind("limit", limit)
                .map((row, context) -> new SourceName(row.getString("name")))
                .list());
    }

    private static List<String> secrets(Object[] array) {
        return Arrays.stream(array).map(String.class::cast).toList();
    }
}
