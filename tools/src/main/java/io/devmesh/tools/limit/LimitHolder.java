package io.devmesh.tools.limit;

import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.tools.command.Keys;
import io.devmesh.tools.command.Tenants;
import io.devmesh.tools.command.User;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Option;

/** Whose limits are meant, as options. */
final class LimitHolder {
    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose limits.")
    private String tenant;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Those of one key alone: its id, its name, or its prefix; the tenant's unless set.")
    private Optional<String> key = Optional.empty();

    Operator operator(Jdbi jdbi) {
        return new Operator(Tenants.find(jdbi, tenant), User.actor());
    }

    /** Empty for the tenant. */
    Optional<StoredKey> key(Jdbi jdbi) {
        return key.map(name -> Keys.find(jdbi, tenant, name));
    }

    String name() {
        return key.map(name -> "the key " + name + " of ").orElse("") + "the tenant " + tenant;
    }
}
