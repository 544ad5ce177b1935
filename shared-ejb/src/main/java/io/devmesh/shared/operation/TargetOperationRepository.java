package io.devmesh.shared.operation;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.operation.DeadLetters.Replayed;
import io.devmesh.shared.source.Target;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.source.TargetRepository.Batch;
import io.devmesh.shared.source.TargetRepository.Listed;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/** What operators see of their targets and do to them, each with its row in {@code audit_entry}. */
@ApplicationScoped
public class TargetOperationRepository {
    private final DatabaseScope scope;
    private final TargetRepository targets;

    TargetOperationRepository() {
        this(null, null);
    }

    @Inject
    public TargetOperationRepository(Jdbi jdbi, TargetRepository targets) {
        this.scope = new DatabaseScope(jdbi);
        this.targets = targets;
    }

    /** All of the tenant's targets by name, as {@link #find} shows each. */
    public List<ObjectNode> list(TenantId tenant) {
        return targets.list(tenant).stream()
                .map(TargetOperationRepository::json)
                .toList();
    }

    /**
     * {@code {"name":…,"url":…,"state":"active|resting|paused|disabled","max_concurrency":…,"pending":…,"dead":…}}; never the secret.
     * Empty where the tenant has no such target.
     */
    public Optional<ObjectNode> find(TenantId tenant, TargetName name) {
        return targets.find(tenant, name).map(TargetOperationRepository::json);
    }

    /** False where the tenant has a target of that name, a disabled one too. */
    public boolean create(Operator operator, Target target) {
        return scope.of(operator.tenant()).with(handle -> {
            boolean made = targets.store(target);
            if (made) {
                // The host alone, because a path may be a secret.
                ObjectNode detail = Json.mapper()
                        .createObjectNode()
                        .put("host", URI.create(target.url().toString()).getHost())
                        .put("max_concurrency", target.maxConcurrency());
                operator.note(handle, "target.create", target.name().value(), detail);
            }
            return made;
        });
    }

    /** What waits for it will be dead; {@link Change#REFUSED} where it is disabled already. */
    public Change disable(Operator operator, TargetName name) {
        return change(operator, name, "target.disable", () -> targets.disable(operator.tenant(), name));
    }

    /** What is for it waits; {@link Change#REFUSED} where it does already, or is disabled. */
    public Change pause(Operator operator, TargetName name) {
        return change(operator, name, "target.pause", () -> targets.pause(operator.tenant(), name));
    }

    /** What waits for it is sent; {@link Change#REFUSED} where it is not paused, or is disabled. */
    public Change resume(Operator operator, TargetName name) {
        return change(operator, name, "target.resume", () -> targets.resume(operator.tenant(), name));
    }

    /**
     * Has up to {@code limit} of its dead forwards sent again, the oldest behind {@code after} first; empty where there is no enabled
     * target.
     *
     * @param after a position, or 0; as text it is where to go on
     */
    public Optional<Replayed> replay(Operator operator, TargetName name, long after, int limit) {
        return scope.of(operator.tenant())
                .with(handle -> targets.find(operator.tenant(), name)
                        .filter(target -> !target.state().equals("disabled"))
                        .map(target -> {
                            Batch batch = targets.replay(operator.tenant(), name, after, limit);
                            int replayed = batch.forwards();
                            ObjectNode detail = Json.mapper().createObjectNode().put("replayed", replayed);
                            operator.note(handle, "target.replay", name.value(), detail);
                            boolean more = replayed == limit && target.dead() > replayed;
                            return new Replayed(
                                    replayed, more ? Optional.of(Long.toString(batch.last())) : Optional.empty());
                        }));
    }

    private Change change(Operator operator, TargetName name, String action, BooleanSupplier act) {
        return scope.of(operator.tenant()).with(handle -> {
            if (act.getAsBoolean()) {
                operator.note(handle, action, name.value(), Json.mapper().createObjectNode());
                return Change.DONE;
            }
            return targets.find(operator.tenant(), name).isPresent() ? Change.REFUSED : Change.MISSING;
        });
    }

    private static ObjectNode json(Listed target) {
        return Json.mapper()
                .createObjectNode()
                .put("name", target.name().value())
                .put("url", target.url())
                .put("state", target.state())
                .put("max_concurrency", target.maxConcurrency())
                .put("pending", target.pending())
                .put("dead", target.dead());
    }
}
