package io.devmesh.tools.tenant;

import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.Tenants;
import io.devmesh.tools.command.User;
import java.util.List;
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

    /** Throws CommandFailedException where it is none of the tenant's that is not revoked, or not one alone. */
    StoredKey find(Jdbi jdbi) {
        List<StoredKey> found = new ApiKeyRepository(jdbi)
                .list(Tenants.find(jdbi, tenant)).stream()
                        .filter(known -> known.revokedAt().isEmpty())
                        .filter(known -> known.id().toString().equals(key)
                                || known.name().equals(key)
                                || known.prefix().equals(key))
                        .toList();
        if (found.size() > 1) {
            throw new CommandFailedException(
                    "'" + key + "' is the name of " + found.size() + " keys: give the id of one");
        }
        return found.stream()
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("The tenant " + tenant + " has no key '" + key
                        + "' that is not revoked; devmesh key list --tenant " + tenant + " shows those it has"));
    }
}
