package io.devmesh.edge.oauth;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the authorization server says of itself, by RFC 8414 or OpenID Connect Discovery. */
final class IssuerMetadata {
    private final URI issuer;
    private final Fetcher fetcher;

    IssuerMetadata(URI issuer, Fetcher fetcher) {
        this.issuer = issuer;
        this.fetcher = fetcher;
    }

    /** Where its keys are. */
    URI jwksUri() throws IOException {
        IOException last = new IOException("no metadata");
        for (URI address : addresses()) {
            try {
                String found = fetcher.fetch(address);
                return jwksUri(parse(address, found));
            } catch (MisleadingException found) {
                throw found;
            } catch (IOException absent) {
                last = absent;
            }
        }
        throw last;
    }

    private static JsonNode parse(URI address, String text) throws IOException {
        try {
            return Json.mapper().readTree(text);
        } catch (JacksonException malformed) {
            throw new IOException(address + " is not JSON", malformed);
        }
    }

    private URI jwksUri(JsonNode metadata) throws MisleadingException {
        if (!metadata.path("issuer").asString("").equals(issuer.toString())) {
            throw new MisleadingException("its metadata name another issuer than EDGE_MCP_OAUTH_ISSUER");
        }
        try {
            URI uri = URI.create(metadata.path("jwks_uri").asString(""));
            if (OAuthConfig.isSafe(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // Refused below.
        }
        throw new MisleadingException("its metadata have no jwks_uri over https; set EDGE_MCP_OAUTH_JWKS_URI");
    }

    /** RFC 8414 puts its part between host and path, OpenID Connect behind the path; some servers do the one with the other. */
    private List<URI> addresses() {
        String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
        String path = issuer.getRawPath().replaceAll("/+$", "");
        return List.of(
                URI.create(origin + "/.well-known/oauth-authorization-server" + path),
                URI.create(origin + path + "/.well-known/openid-configuration"),
                URI.create(origin + "/.well-known/openid-configuration" + path));
    }

    /** Metadata that were found and must not be followed, so that there is nothing to look for elsewhere. */
    private static final class MisleadingException extends IOException {
        private static final long serialVersionUID = 1L;

        MisleadingException(String message) {
            super(message);
        }
    }
}
