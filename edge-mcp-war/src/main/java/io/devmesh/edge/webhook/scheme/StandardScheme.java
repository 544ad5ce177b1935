package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Whoever follows Standard Webhooks, by those headers or by Svix's own names for them. */
@ApplicationScoped
class StandardScheme implements WebhookScheme {
    private static final JsonPeek PEEK = JsonPeek.at("type");

    @Override
    public Provider provider() {
        return Provider.STANDARD_WEBHOOKS;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return of(delivery).isAuthentic(delivery, source, now);
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        return new Labels(
                Names.id(delivery, of(delivery).prefix() + "id"),
                Names.type(PEEK.into(delivery).text("type")).orElse(Names.UNNAMED),
                Optional.empty(),
                Optional.empty());
    }

    private static StandardSignature of(Delivery delivery) {
        return StandardSignature.WEBHOOK.isPresent(delivery) ? StandardSignature.WEBHOOK : StandardSignature.SVIX;
    }
}
