package io.devmesh.edge.oauth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Optional;

/** What {@code WWW-Authenticate} says to whoever is not let in (RFC 6750, RFC 9728), over each transport. */
@ApplicationScoped
public class Challenges {
    private static final int LONGEST = 200;

    private final OAuthConfig config;
    private final Optional<ResourceMetadata> metadata;

    Challenges() {
        this.config = null;
        this.metadata = Optional.empty();
    }

    @Inject
    public Challenges(OAuthConfig config) {
        this.config = config;
        this.metadata = ResourceMetadata.of(config);
    }

    /** To nobody that we know. */
    public String unknown() {
        return "Bearer realm=\"developer-mesh\"" + metadata() + scope(config.scopes());
    }

    /** To whoever presents a token that does not hold. */
    public String badToken(String reason) {
        return unknown() + ", error=\"invalid_token\", error_description=\"" + text(reason) + "\"";
    }

    /** To whoever has a token without all of {@code scopes}, which the operation needs. */
    public String missing(Collection<String> scopes, String reason) {
        return "Bearer error=\"insufficient_scope\"" + scope(scopes) + metadata() + ", error_description=\""
                + text(reason) + "\"";
    }

    private String metadata() {
        return metadata.map(known -> ", resource_metadata=\"" + known.address() + "\"")
                .orElse("");
    }

    private String scope(Collection<String> scopes) {
        return metadata.isEmpty() || scopes.isEmpty() ? "" : ", scope=\"" + String.join(" ", scopes) + "\"";
    }

    /** Only what may stand between quotes there. */
    private static String text(String reason) {
        String clean = reason.replaceAll("[^\\x20-\\x7E]|[\"\\\\]", "'");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
