package io.devmesh.worker.api;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.regex.Pattern;

/** Sources were beside {@code /admin} before they were under it; who asks there is answered as here. */
@Provider
@PreMatching
@Priority(Priorities.HEADER_DECORATOR)
public class OldPaths implements ContainerRequestFilter {
    static final String NOW = "/api/v1/admin/sources";
    static final String BEFORE = "/api/v1/sources";

    private static final Pattern OLD = Pattern.compile("/sources(?:[/?].*)?", Pattern.DOTALL);

    @Override
    public void filter(ContainerRequestContext request) {
        String base = request.getUriInfo().getBaseUri().toString().replaceFirst("/$", "");
        String asked = request.getUriInfo().getRequestUri().toString();
        if (asked.startsWith(base)) {
            String path = asked.substring(base.length());
            if (OLD.matcher(path).matches()) {
                request.setRequestUri(URI.create(base + "/admin" + path));
            }
        }
    }
}
