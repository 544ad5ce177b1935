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
    private final TenantRepository tenants;

    Tenancy() {
        this(null);
    }

    @Inject
    Tenancy(TenantRepository tenants) {
        this.tenants = tenants;
    }

    /** The caller, acting for its own tenant or for the one that is named. */
    Operator operator(Acting acting) {
        Operator caller = Caller.of(acting.security()).operator();
        return acting.otherTenant()
                .map(name -> {
                    requirePlatform(acting.security());
                    return tenants.find(name)
                            .map(tenant -> new Operator(tenant, caller.actor()))
                            .orElseThrow(() -> ProblemException.missing("tenant " + name));
                })
                .orElse(caller);
    }

    static void requirePlatform(SecurityContext security) {
        if (!Caller.of(security).owner().may(Scope.PLATFORM)) {
            throw new ProblemException(
                    Problem.FORBIDDEN, "The API key needs the scope " + Scope.PLATFORM.wire() + " for that");
        }
    }
}
