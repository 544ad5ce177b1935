package io.devmesh.worker.api;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Who calls, and for which tenant. */
public class Acting {
    @Parameter(description = "Name of another tenant, for keys with the scope platform")
    @QueryParam("tenant")
    private String tenant;

    @Context
    private SecurityContext security;

    SecurityContext security() {
        return security;
    }

    /** Empty for the caller's own. */
    Optional<String> otherTenant() {
        return Optional.ofNullable(tenant);
    }
}
