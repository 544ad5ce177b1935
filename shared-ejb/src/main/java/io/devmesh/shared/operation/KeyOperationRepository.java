package io.devmesh.shared.operation;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What operators do to API keys, each with its row in {@code audit_entry}. All replicas know of it within two seconds. */
@ApplicationScoped
public class KeyOperationRepository {
    private final Jdbi jdbi;
    private final DatabaseScope scope;
    private final Clock clock;

    KeyOperationRepository() {
        this(null, null);
    }

    @Inject
    public KeyOperationRepository(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.scope = new DatabaseScope(jdbi);
        this.clock = clock;
    }

    /**
     * A key that was made.
     *
     * @param key to be shown once
     */
    public record Made(UUID id, ApiKey key) {}

    /**
     * Makes a key.
     *
     * @param type two to eight lower-case letters: {@code usr}, {@code adm}, {@code agt} or {@code gw}, for people to tell them apart
     */
    public Made create(Operator operator, String name, String type, Grants grants, Optional<Instant> expiresAt) {
        ApiKey key = ApiKey.generate(type);
        return scope.of(operator.tenant()).with(handle -> {
            UUID id = ApiKeyRepository.insert(handle, operator.tenant(), name, key, grants, expiresAt);
            ObjectNode detail = described(grants).put("name", name).put("prefix", key.prefix());
            expiresAt.ifPresent(end -> detail.put("expires_at", end.toString()));
            operator.note(handle, "key.create", id.toString(), detail);
            return new Made(id, key);
        });
    }

    /**
     * Makes the first key, which has the scope platform, and its tenant where there is none of that name; empty where there
     * is such a key, or was.
     */
    public Optional<Made> bootstrap(String tenant, String actor) {
        return scope.ofAll().with(handle -> {
            // Whoever does the same at the same time waits here.
            handle.execute("SELECT pg_advisory_xact_lock(hashtextextended('bootstrap', 0))");
            if (new ApiKeyRepository(jdbi).isBootstrapped()) {
                return Optional.empty();
            }
            Operator operator = new Operator(new TenantRepository(jdbi).ensure(tenant), actor);
            return Optional.of(create(operator, "bootstrap", "adm", Grants.of(Scope.PLATFORM), Optional.empty()));
        });
    }

    /**
     * Makes a key in the place of another, which works for {@code overlap} more; empty where the tenant has no such key that
     * works, or it has one in its place already.
     */
    public Optional<Made> rotate(Operator operator, UUID id, Duration overlap) {
        Instant now = clock.instant();
        return scope.of(operator.tenant())
                .with(handle -> typeOf(operator, id).flatMap(type -> {
                    ApiKey next = ApiKey.generate(type);
                    return ApiKeyRepository.rotate(handle, operator.tenant(), id, next, now, now.plus(overlap))
                            .map(made -> {
                                LimitRepository.copy(handle, operator.tenant(), id, made);
                                ObjectNode detail = Json.mapper()
                                        .createObjectNode()
                                        .put("replaced_by", made.toString())
                                        .put("prefix", next.prefix())
                                        .put("works_until", now.plus(overlap).toString());
                                operator.note(handle, "key.rotate", id.toString(), detail);
                                return new Made(made, next);
                            });
                }));
    }

    /** Ends a key; {@link Change#MISSING} where the tenant has none of that id, or it is revoked already. */
    public Change revoke(Operator operator, UUID id) {
        return scope.of(operator.tenant()).with(handle -> {
            if (!ApiKeyRepository.revoke(handle, operator.tenant(), id, clock.instant())) {
                return Change.MISSING;
            }
            operator.note(handle, "key.revoke", id.toString(), Json.mapper().createObjectNode());
            return Change.DONE;
        });
    }

    /** Lets a key do something else from now on; {@link Change#MISSING} as above. */
    public Change grant(Operator operator, UUID id, Grants grants) {
        return scope.of(operator.tenant()).with(handle -> {
            if (!ApiKeyRepository.grant(handle, operator.tenant(), id, grants)) {
                return Change.MISSING;
            }
            operator.note(handle, "key.grant", id.toString(), described(grants));
            return Change.DONE;
        });
    }

    private Optional<String> typeOf(Operator operator, UUID id) {
        return new ApiKeyRepository(jdbi)
                .get(operator.tenant(), id)
                .map(key -> key.prefix().substring(0, key.prefix().indexOf('_')));
    }

    private static ObjectNode described(Grants grants) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode scopes = json.putArray("scopes");
        grants.wires().forEach(scopes::add);
        ArrayNode toolset = json.putArray("toolset");
        grants.tools().forEach(toolset::add);
        return json;
    }
}
