package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Whoever sends a token (RFC 6750, section 2.1). */
@ApplicationScoped
class BearerScheme implements WebhookScheme {
    private static final String BEARER = "Bearer ";

    @Override
    public Provider provider() {
        return Provider.BEARER;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return SharedToken.matches(token(delivery), source.secrets());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        return OwnLabels.of(delivery, source.settings());
    }

    private static Optional<String> token(Delivery delivery) {
        return delivery.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }
}
