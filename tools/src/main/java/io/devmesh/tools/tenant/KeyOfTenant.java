package io.devmesh.tools.tenant;

import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.tools.command.Keys;
import io.devmesh.tools.command.Tenants;
import io.devmesh.tools.command.User;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which key is meant, as arguments. */
final class KeyOfTenant {
    @Parameters(paramLabel = "KEY", description = "Its id, its name, or its prefix, as devmesh key list shows them.")
    private String key;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose key.")
    private String tenant;

    Operator operator(Jdbi jdbi) {
        return new Operator(Tenants.find(jdbi, tenant), User.actor());
    }

    StoredKey find(Jdbi jdbi) {
        return Keys.find(jdbi, tenant, key);
    }
}
