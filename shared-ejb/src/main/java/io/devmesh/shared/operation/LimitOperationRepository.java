package io.devmesh.shared.operation;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.tenant.DatabaseScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/**
 * What operators do to the limits of tenants and keys, each with its row in {@code audit_entry}. All replicas keep to it
 * within five seconds.
 */
@ApplicationScoped
public class LimitOperationRepository {
    private final DatabaseScope scope;
    private final LimitRepository limits;

    LimitOperationRepository() {
        this(null, null);
    }

    @Inject
    public LimitOperationRepository(Jdbi jdbi, LimitRepository limits) {
        this.scope = new DatabaseScope(jdbi);
        this.limits = limits;
    }

    /** Says anew what the tenant may use; what is empty is the configuration's. */
    public void set(Operator operator, LimitOverride wanted) {
        Change unused = change(operator, "limit.set", "tenant", wanted, () -> {
            limits.set(operator.tenant(), wanted);
            return true;
        });
    }

    /** The same of one of the tenant's keys; {@link Change#MISSING} where it has none of that id. */
    public Change set(Operator operator, UUID key, LimitOverride wanted) {
        return change(operator, "limit.set", key.toString(), wanted, () -> limits.set(operator.tenant(), key, wanted));
    }

    /** The configuration's hold again; {@link Change#MISSING} where they did already. */
    public Change clear(Operator operator) {
        return change(operator, "limit.clear", "tenant", LimitOverride.NONE, () -> limits.clear(operator.tenant()));
    }

    /** The same for one of the tenant's keys. */
    public Change clear(Operator operator, UUID key) {
        return change(
                operator,
                "limit.clear",
                key.toString(),
                LimitOverride.NONE,
                () -> limits.clear(operator.tenant(), key));
    }

    private Change change(Operator operator, String action, String subject, LimitOverride now, BooleanSupplier act) {
        return scope.of(operator.tenant()).with(handle -> {
            // The repository is in this transaction: Jdbi gives a thread the handle that it has.
            if (!act.getAsBoolean()) {
                return Change.MISSING;
            }
            ObjectNode detail = Json.mapper().createObjectNode();
            now.values().forEach((field, value) -> detail.put(field.wire(), value));
            operator.note(handle, action, subject, detail);
            return Change.DONE;
        });
    }
}
