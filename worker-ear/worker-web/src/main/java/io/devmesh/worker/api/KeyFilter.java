package io.devmesh.worker.api;

import io.devmesh.shared.tenant.ApiKey;
import io.devmesh.shared.tenant.ApiKeyRepository;
import io.devmesh.shared.tenant.Credentials;
import io.devmesh.shared.tenant.KeyOwner;
import io.devmesh.shared.tenant.Scope;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.time.Clock;

/** Lets in who has a key with the scope admin, before it is looked what is asked for. Asks PostgreSQL each time: calls are few. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class KeyFilter implements ContainerRequestFilter {
    private final ApiKeyRepository keys;
    private final ApiConfig config;
    private final Clock clock;

    /** For the container. */
    public KeyFilter() {
        this(null, null, null);
    }

    @Inject
    public KeyFilter(ApiKeyRepository keys, ApiConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (isBootstrap(request)) {
            return;
        }
        KeyOwner owner = Credentials.of(request::getHeaderString)
                .key()
                .flatMap(ApiKey::parse)
                .flatMap(keys::find)
                .filter(found -> !found.isExpired(clock.instant()))
                .orElseThrow(() -> new ProblemException(
                        Problem.UNAUTHORIZED,
                        "Send an API key that is neither expired nor revoked as \"Authorization: Bearer <key>\""));
        if (!owner.may(Scope.ADMIN)) {
            throw new ProblemException(Problem.FORBIDDEN, "The API key needs the scope " + Scope.ADMIN.wire());
        }
        request.setSecurityContext(new CheckedSecurity(
                new Caller(owner), request.getSecurityContext().isSecure()));
    }

    /** The one request that can be made before there is a key. */
    private boolean isBootstrap(ContainerRequestContext request) {
        return request.getMethod().equals("POST")
                && request.getUriInfo().getPath().replaceFirst("^/", "").equals("admin/bootstrap")
                && Credentials.of(request::getHeaderString)
                        .key()
                        .filter(config::isBootstrap)
                        .isPresent();
    }
}
