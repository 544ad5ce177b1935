package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Whoever sends a token (RFC 6750, section 2.1). */
@ApplicationScoped
class BearerScheme implements WebhookScheme {
    @Override
    public Provider provider() {
        return Provider.BEARER;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return SharedToken.matches(SharedToken.authorization(delivery, "Bearer"), source.secrets());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        return OwnLabels.of(delivery, source.settings());
    }
}
