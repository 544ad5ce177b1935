package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Bitbucket Cloud: https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/. */
@ApplicationScoped
class BitbucketScheme implements WebhookScheme {
    private static final JsonPeek PEEK =
            JsonPeek.at("repository.full_name", "actor.nickname", "actor.username", "actor.display_name");

    @Override
    public Provider provider() {
        return Provider.BITBUCKET;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return HubSignature.isAuthentic(delivery, source);
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        return new Labels(
                Names.id(delivery, "X-Request-UUID"),
                Names.type(delivery.header("X-Event-Key")).orElseThrow(() -> Names.missing("The header X-Event-Key")),
                body.text("repository.full_name"),
                body.text("actor.nickname")
                        .or(() -> body.text("actor.username"))
                        .or(() -> body.text("actor.display_name")));
    }
}
