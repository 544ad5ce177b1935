package io.devmesh.worker.api;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Of a request whose key was checked. */
record CheckedSecurity(Caller caller, boolean isSecure) implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
        return caller;
    }

    /** Scopes are not asked for by name: all of the API needs the same. */
    @Override
    public boolean isUserInRole(String role) {
        return false;
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
