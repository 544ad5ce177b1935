package io.devmesh.worker.api;

import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.tenant.Scope;
import io.devmesh.shared.tenant.TenantRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.SecurityContext;

/** Finds out whose keys and entries a caller means. */
@ApplicationScoped
class Tenancy {
    static final String PARAMETER = "Name of another tenant, for keys with the scope platform";

    private final TenantRepository tenants;

    Tenancy() {
        this(null);
    }

    @Inject
    Tenancy(TenantRepository tenants) {
        this.tenants = tenants;
    }

    /**
     * The caller, acting for its own tenant or for the one that is named.
     *
     * @param name null for its own
     */
    Operator operator(SecurityContext security, String name) {
        Caller caller = Caller.of(security);
        if (name == null) {
            return caller.operator();
        }
        requirePlatform(security);
        return tenants.find(name)
                .map(tenant -> new Operator(tenant, caller.operator().actor()))
                .orElseThrow(() -> ProblemException.missing("tenant " + name));
    }

    static void requirePlatform(SecurityContext security) {
        if (!Caller.of(security).owner().may(Scope.PLATFORM)) {
            throw new ProblemException(
                    Problem.FORBIDDEN, "The API key needs the scope " + Scope.PLATFORM.wire() + " for that");
        }
    }
}
