package io.devmesh.edge.http;

import io.devmesh.edge.work.Drain;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Has clients leave before the server stops: RFC 9112, section 9.6. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class DrainFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    private final transient Drain drain;

    /** For the container. */
    protected DrainFilter() {
        this(null);
    }

    @Inject
    DrainFilter(Drain drain) {
        this.drain = drain;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (drain.hasBegun() && request.getHeader("Upgrade") == null) {
            response.setHeader("Connection", "close");
        }
        chain.doFilter(request, response);
    }
}
