package io.devmesh.edge.oauth;

import io.devmesh.shared.json.Json;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What clients must know to get a token for us (RFC 9728), and where they find it. */
public final class ResourceMetadata {
    public static final String PATH = "/.well-known/oauth-protected-resource";

    private final OAuthConfig config;
    private final URI resource;

    private ResourceMetadata(OAuthConfig config, URI resource) {
        this.config = config;
        this.resource = resource;
    }

    /** Empty where no tokens are taken. */
    public static Optional<ResourceMetadata> of(OAuthConfig config) {
        return config.resource()
                .filter(resource -> config.isOn())
                .map(resource -> new ResourceMetadata(config, resource));
    }

    /** Where clients find them: the resource's path comes last. */
    String address() {
        return resource.getScheme() + "://" + resource.getRawAuthority() + PATH + path();
    }

    /** Whether they are to be found under that path behind {@link #PATH}; some clients look without the resource's own. */
    public boolean isAt(String path) {
        return path.isEmpty() || path.equals(path());
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("resource", resource.toString());
        json.putArray("authorization_servers").add(config.issuer().orElseThrow().toString());
        config.scopes().forEach(json.putArray("scopes_supported")::add);
        json.putArray("bearer_methods_supported").add("header");
        return json.put("resource_name", "Developer Mesh Edge MCP");
    }

    private String path() {
        String path = resource.getRawPath();
        return path.equals("/") ? "" : path;
    }
}
