package io.devmesh.shared.secret;

import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.audit.AuditEntry;
import io.devmesh.shared.audit.AuditRepository;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.shared.telemetry.ServiceIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.JdbiException;

/**
 * Notes in the audit log when this process reads a secret of a tenant for the first time: from then on it could read all of
 * them, as often as it has to.
 */
@ApplicationScoped
class OpenedKeys {
    private static final System.Logger LOG = System.getLogger(OpenedKeys.class.getName());

    private final AuditRepository audit;
    private final ServiceIdentity identity;
    private final Clock clock;
    private final Set<UUID> noted = ConcurrentHashMap.newKeySet();

    OpenedKeys() {
        this(null, null, null);
    }

    @Inject
    OpenedKeys(AuditRepository audit, ServiceIdentity identity, Clock clock) {
        this.audit = audit;
        this.identity = identity;
        this.clock = clock;
    }

    /** What can't be noted now is at the next reading: forwards and webhooks do not wait for the audit log. */
    void note(TenantKey key) {
        if (!noted.add(key.id())) {
            return;
        }
        try {
            audit.append(List.of(new AuditEntry(
                    key.tenant(),
                    Optional.of(clock.instant()),
                    "replica:" + identity.pod(),
                    "secret.open",
                    key.id().toString(),
                    Json.mapper()
                            .createObjectNode()
                            .put("service", identity.service())
                            .put("master_key", key.masterKeyId()))));
        } catch (JdbiException away) {
            noted.remove(key.id());
            LOG.log(WARNING, "That the key " + key.id() + " was opened can't be noted yet: " + RootCause.of(away));
        }
    }
}
