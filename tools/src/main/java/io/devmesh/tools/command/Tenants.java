package io.devmesh.tools.command;

import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import org.jdbi.v3.core.Jdbi;

/** Finds the tenant that an option names. */
public final class Tenants {
    private Tenants() {}

    /** Throws CommandFailedException where there is none of that name. */
    public static TenantId find(Jdbi jdbi, String name) {
        return new TenantRepository(jdbi)
                .find(name)
                .orElseThrow(() -> new CommandFailedException("There is no tenant called " + name));
    }
}
