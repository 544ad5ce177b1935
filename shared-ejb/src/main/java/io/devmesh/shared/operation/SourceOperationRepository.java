package io.devmesh.shared.operation;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What operators see of their sources and do to them, each with its row in {@code audit_entry}. */
@ApplicationScoped
public class SourceOperationRepository {

    private final Jdbi jdbi;
    private final DatabaseScope scope;
    private final SourceRepository sources;

    SourceOperationRepository() {
        this(null, null);
    }

    @Inject
    public SourceOperationRepository(Jdbi jdbi, SourceRepository sources) {
        this.jdbi = jdbi;
        this.scope = new DatabaseScope(jdbi);
        this.sources = sources;
    }

    /** All of the tenant's sources by name, as {@link #find} shows each. */
    public List<ObjectNode> list(TenantId tenant) {
        return scope.of(tenant).with(handle -> select(handle, tenant, ""));
    }

    /**
     * {@code {"name":…,"provider":…,"state":"active|paused|disabled","created_at":…,"paused_at":…,"disabled_at":…,"secrets":[{"created_at":…}],
     * "settings":{…},"processing":{…}}}; never a secret. Empty where the tenant has no such source.
     */
    public Optional<ObjectNode> find(TenantId tenant, SourceName name) {
        return scope.of(tenant).with(handle -> select(handle, tenant, name.value())).stream()
                .findFirst();
    }

    /** Where the tenant's rules may forward to. */
    public Set<TargetName> targets(TenantId tenant) {
        return new TargetRepository(jdbi)
                .list(tenant).stream()
                        .filter(target -> !target.state().equals("disabled"))
                        .map(TargetRepository.Listed::name)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** False where there is a source of that name, whoever's it is. */
    public boolean create(Operator operator, Source source) {
        return scope.of(operator.tenant()).with(handle -> {
            // Whoever makes a source of that name at the same time waits here.
            handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", "source " + source.name());
            if (sources.isTaken(source.name())) {
                return false;
            }
            sources.store(source);
            ObjectNode detail = Json.mapper()
                    .createObjectNode()
                    .put("provider", source.provider().wire());
            detail.set("settings", source.settings().toJson());
            detail.set("processing", source.processing().toJson());
            operator.note(handle, "source.create", source.name().value(), detail);
            return true;
        });
    }

    /** Adds a secret, after which it and the one before are good; those before them no longer are. */
    public Change addSecret(Operator operator, SourceName name, String secret) {
        return change(operator, name, "source.rotate", (handle, id) -> {
            sources.replaceOldestSecret(handle, operator.tenant(), id, secret);
            return Optional.of(Json.mapper().createObjectNode());
        });
    }

    /** Adds a secret where the source has one alone; false where it has two. The source must be there. */
    public boolean addSecondSecret(Operator operator, Source source, String secret) {
        return scope.of(operator.tenant()).with(handle -> {
            boolean added = sources.addSecret(source, secret);
            if (added) {
                operator.note(
                        handle,
                        "source.rotate",
                        source.name().value(),
                        Json.mapper().createObjectNode());
            }
            return added;
        });
    }

    /** Ends all secrets but the newest, and returns how many that were. */
    public int retireSecrets(Operator operator, SourceName name) {
        return scope.of(operator.tenant()).with(handle -> {
            int retired = sources.retireSecrets(name);
            ObjectNode detail = Json.mapper().createObjectNode().put("retired", retired);
            operator.note(handle, "source.retire", name.value(), detail);
            return retired;
        });
    }

    /** From now on its events are processed like that. */
    public Change process(Operator operator, SourceName name, Processing processing) {
        return change(operator, name, "source.process", (handle, id) -> {
            handle.createUpdate("UPDATE webhook_source SET processing = CAST(:processing AS jsonb) WHERE id = :id")
                    .bind("processing", processing.toJson().toString())
                    .bind("id", id)
                    .execute();
            ObjectNode detail = Json.mapper().createObjectNode();
            detail.set("processing", processing.toJson());
            return Optional.of(detail);
        });
    }

    /** Its events are stored and wait; {@link Change#REFUSED} where they do already. */
    public Change pause(Operator operator, SourceName name) {
        return stamp(operator, name, "source.pause", "paused_at = now() WHERE paused_at IS NULL");
    }

    /** What waits is processed; {@link Change#REFUSED} where it is not paused. */
    public Change resume(Operator operator, SourceName name) {
        return stamp(operator, name, "source.resume", "paused_at = NULL WHERE paused_at IS NOT NULL");
    }

    /** Its URL takes no more webhooks; what it has sent stays. */
    public Change disable(Operator operator, SourceName name) {
        return stamp(operator, name, "source.disable", "disabled_at = now() WHERE disabled_at IS NULL");
    }

    /** Takes webhooks again. */
    public Change enable(Operator operator, SourceName name) {
        return stamp(operator, name, "source.enable", "disabled_at = NULL WHERE disabled_at IS NOT NULL");
    }

    private Change stamp(Operator operator, SourceName name, String action, String assignment) {
        return change(
                operator,
                name,
                action,
                (handle, id) -> handle.createUpdate("UPDATE webhook_source SET " + assignment + " AND id = :id")
                                        .bind("id", id)
                                        .execute()
                                == 1
                        ? Optional.of(Json.mapper().createObjectNode())
                        : Optional.empty());
    }

    /** Empty where the source is not as it would have to be. */
    private interface Act {
        Optional<ObjectNode> on(Handle handle, UUID source);
    }

    private Change change(Operator operator, SourceName name, String action, Act act) {
        return scope.of(operator.tenant())
                .with(handle -> lock(handle, operator.tenant(), name)
                        .map(id -> act.on(handle, id)
                                .map(detail -> {
                                    operator.note(handle, action, name.value(), detail);
                                    return Change.DONE;
                                })
                                .orElse(Change.REFUSED))
                        .orElse(Change.MISSING));
    }

    private static Optional<UUID> lock(Handle handle, TenantId tenant, SourceName name) {
        return handle.createQuery("SELECT id FROM webhook_source WHERE tenant_id = :tenant AND name = :name FOR UPDATE")
                .bind("tenant", tenant.value())
                .bind("name", name.value())
                .mapTo(UUID.class)
                .findOne();
    }

    /** @param name empty for all */
    private static List<ObjectNode> select(Handle handle, TenantId tenant, String name) {
        return handle.createQuery("""
                        SELECT s.name, s.provider, s.settings, s.processing, s.created_at, s.paused_at, s.disabled_at,
                               array(SELECT k.created_at FROM webhook_secret k WHERE k.source_id = s.id
                                     ORDER BY k.created_at DESC) AS secrets
                        FROM webhook_source s
                        WHERE s.tenant_id = :tenant AND (:name = '' OR s.name = :name) ORDER BY s.name
                        """)
                .bind("tenant", tenant.value())
                .bind("name", name)
                .map((row, context) -> json(row))
                .list();
    }

    private static ObjectNode json(ResultSet row) throws SQLException {
        Timestamp paused = row.getTimestamp("paused_at");
        Timestamp disabled = row.getTimestamp("disabled_at");
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("name", row.getString("name"))
                .put("provider", row.getString("provider"))
                .put("state", disabled != null ? "disabled" : paused != null ? "paused" : "active")
                .put("created_at", row.getTimestamp("created_at").toInstant().toString());
        if (paused != null) {
            json.put("paused_at", paused.toInstant().toString());
        }
        if (disabled != null) {
            json.put("disabled_at", disabled.toInstant().toString());
        }
        ArrayNode secrets = json.putArray("secrets");
        for (Object created : (Object[]) row.getArray("secrets").getArray()) {
            secrets.addObject()
                    .put("created_at", ((Timestamp) created).toInstant().toString());
        }
        json.set("settings", Json.mapper().readTree(row.getString("settings")));
        json.set("processing", Json.mapper().readTree(row.getString("processing")));
        return json;
    }
}
