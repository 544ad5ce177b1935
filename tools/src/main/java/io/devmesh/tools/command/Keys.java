package io.devmesh.tools.command;

import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.StoredKey;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Finds the key that an argument names. */
public final class Keys {
    private Keys() {}

    /**
     * Throws CommandFailedException where it is none of the tenant's that is not revoked, or not one alone.
     *
     * @param key its id, its name or its prefix
     */
    public static StoredKey find(Jdbi jdbi, String tenant, String key) {
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
