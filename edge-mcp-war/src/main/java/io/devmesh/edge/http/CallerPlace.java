package io.devmesh.edge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses what a web page makes a browser send to an endpoint that it should not know (DNS rebinding): the Origin must be
 * one of this machine or of the list, and so must the Host where the request came over the loopback interface, where an
 * attacker's name would lead to. Compared exactly, never by prefix or suffix.
 */
public final class CallerPlace {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    private CallerPlace() {}

    /**
     * Why the request is refused; empty where it is not.
     *
     * @param allowedOrigins in lower case, {@code scheme://host[:port]}
     * @param allowedHosts in lower case, without port; empty means any, except on the loopback interface
     */
    public static Optional<String> refusal(
            HttpServletRequest request, Set<String> allowedOrigins, Set<String> allowedHosts) {
        String host = hostOf(HeaderValues.of(request, "Host"));
        boolean known = LOCAL.contains(host) || allowedHosts.contains(host);
        boolean anyHost = allowedHosts.isEmpty() && !isLoopback(request.getLocalAddr());
        if (!known && !anyHost) {
            return Optional.of("The Host is not allowed; EDGE_MCP_ALLOWED_HOSTS lists those that are");
        }
        for (String origin : Collections.list(request.getHeaders("Origin"))) {
            if (!isAllowed(origin.strip().toLowerCase(Locale.ROOT), allowedOrigins)) {
                return Optional.of("The Origin is not allowed; EDGE_MCP_ALLOWED_ORIGINS lists those that are");
            }
        }
        return Optional.empty();
    }

    /** All that proxies, or anybody, wrote of where the request came from; null where nobody did. */
    public static String forwardedFor(HttpServletRequest request) {
        String all = String.join(",", Collections.list(request.getHeaders("X-Forwarded-For")));
        return all.isEmpty() ? null : all;
    }

    private static boolean isAllowed(String origin, Set<String> allowedOrigins) {
        if (allowedOrigins.contains(origin)) {
            return true;
        }
        try {
            URI uri = new URI(origin);
            return uri.getHost() != null
                    && LOCAL.contains(uri.getHost())
                    && uri.getRawUserInfo() == null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** Without the port, in lower case; empty where there is none, or more than that. */
    private static String hostOf(String header) {
        if (header == null) {
            return "";
        }
        String host = header.strip().toLowerCase(Locale.ROOT);
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        if (end <= 0) {
            return host;
        }
        return isPort(host.substring(end)) ? host.substring(0, end) : "";
    }

    private static boolean isPort(String rest) {
        if (!rest.isEmpty() && rest.charAt(0) != ':') {
            return false;
        }
        for (int i = 1; i < rest.length(); i++) {
            if (rest.charAt(i) < '0' || rest.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoopback(String address) {
        return address != null
                && (address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1"));
    }
}
