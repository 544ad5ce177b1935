package io.devmesh.tools.target;

import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import io.devmesh.tools.command.CommandFailedException;
import org.jdbi.v3.core.Jdbi;

/** Finds the tenant that an option names. */
final class Tenants {
    private Tenants() {}

    static TenantId find(Jdbi jdbi, String name) {
        return new TenantRepository(jdbi)
                .find(name)
                .orElseThrow(() -> new CommandFailedException("There is no tenant called " + name));
    }
}
