package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Whoever sends a user and a password (RFC 7617); the source's secret is both, with a colon between them. */
@ApplicationScoped
class BasicScheme implements WebhookScheme {
    @Override
    public Provider provider() {
        return Provider.BASIC;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return SharedToken.matches(credentials(delivery), source.secrets());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        return OwnLabels.of(delivery, source.settings());
    }

    private static Optional<String> credentials(Delivery delivery) {
        return Encoded.base64(SharedToken.authorization(delivery, "Basic")).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .findFirst();
    }
}
