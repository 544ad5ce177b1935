package io.devmesh.edge.oauth;

import io.devmesh.shared.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose access tokens are taken, and what they mean here. Off without an issuer; the rest is empty then.
 *
 * @param issuer of the tokens, as their {@code iss} has it, letter by letter
 * @param jwksUri where its keys are; its metadata say so otherwise
 * @param resource the public URL of the endpoint, by which clients ask for tokens (RFC 8707)
 * @param audiences of which one must be in a token's {@code aud}
 * @param tenantClaim the claim that names the tenant
 * @param tenants the tenant's name for each value of the claim; empty where the values are names or ids themselves
 * @param scopes what a client is told to ask for at first
 */
public record OAuthConfig(
        Optional<URI> issuer,
        Optional<URI> jwksUri,
        Optional<URI> resource,
        Set<String> audiences,
        String tenantClaim,
        Map<String, String> tenants,
        List<String> scopes) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    public OAuthConfig {
        audiences = Set.copyOf(audiences);
        tenants = Map.copyOf(tenants);
        scopes = List.copyOf(scopes);
    }

    public static OAuthConfig from(Settings settings) {
        Optional<URI> issuer = url("EDGE_MCP_OAUTH_ISSUER", settings.text("EDGE_MCP_OAUTH_ISSUER"));
        Optional<URI> resource = url("EDGE_MCP_OAUTH_RESOURCE", settings.text("EDGE_MCP_OAUTH_RESOURCE"));
        if (issuer.isPresent() && resource.isEmpty()) {
            throw Settings.refuse(
                    "EDGE_MCP_OAUTH_RESOURCE",
                    "",
                    "is needed where EDGE_MCP_OAUTH_ISSUER is set",
                    "set the public URL of the endpoint, https://mcp.example.com/mcp, for example");
        }
        return new OAuthConfig(
                issuer,
                url("EDGE_MCP_OAUTH_JWKS_URI", settings.text("EDGE_MCP_OAUTH_JWKS_URI")),
                resource,
                members(settings.text("EDGE_MCP_OAUTH_AUDIENCE")
                        .or(() -> resource.map(URI::toString))
                        .orElse("")),
                settings.text("EDGE_MCP_OAUTH_TENANT_CLAIM", "tenant").strip(),
                tenants(settings.text("EDGE_MCP_OAUTH_TENANT_MAP", "")),
                scopes(settings.text("EDGE_MCP_OAUTH_SCOPES", "events:read")));
    }

    public boolean isOn() {
        return issuer.isPresent();
    }

    /** Whether a key or metadata may be fetched from there: nobody can change what comes over TLS, or never leaves this machine. */
    static boolean isSafe(URI url) {
        return url.getHost() != null
                && ("https".equals(url.getScheme())
                        || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost())));
    }

    private static Optional<URI> url(String name, Optional<String> value) {
        return value.map(text -> {
            try {
                URI url = new URI(text.strip());
                if (isSafe(url)
                        && url.getRawUserInfo() == null
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null) {
                    return url;
                }
            } catch (URISyntaxException malformed) {
                // Refused below, like the others.
            }
            throw Settings.refuse(
                    name,
                    text,
                    "is not an https URL without user, query and fragment, nor an http one of this machine",
                    "set one such as https://login.example.com");
        });
    }

    private static Map<String, String> tenants(String list) {
        Map<String, String> tenants = new HashMap<>();
        for (String member : members(list)) {
            int equals = member.lastIndexOf('=');
            if (equals < 1 || equals == member.length() - 1) {
                throw Settings.refuse(
                        "EDGE_MCP_OAUTH_TENANT_MAP",
                        list,
                        "has a member that is not value=tenant",
                        "write org-17=acme,org-18=globex, for example");
            }
            tenants.put(
                    member.substring(0, equals).strip(),
                    member.substring(equals + 1).strip());
        }
        return tenants;
    }

    private static List<String> scopes(String list) {
        Set<String> scopes = members(list.replace(' ', ','));
        if (!scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())) {
            throw Settings.refuse(
                    "EDGE_MCP_OAUTH_SCOPES", list, "has a member that is no scope", "write events:read, for example");
        }
        return List.copyOf(scopes);
    }

    private static Set<String> members(String list) {
        Set<String> members = new LinkedHashSet<>();
        Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .forEach(members::add);
        return members;
    }
}
