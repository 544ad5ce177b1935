package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/**
 * JFrog Artifactory: https://jfrog.com/help/r/jfrog-platform-administration-documentation/webhooks. The same header has the secret
 * itself or, where the webhook is set to use it for signing, its HMAC-SHA256; the source says which, because a guess would
 * let anybody who saw one delivery send others. It gives no delivery id.
 */
@ApplicationScoped
class JfrogScheme implements WebhookScheme {
    private static final String HEADER = "X-JFrog-Event-Auth";
    private static final JsonPeek PEEK = JsonPeek.at("domain", "event_type", "data.repo_key", "data.name");

    @Override
    public Provider provider() {
        return Provider.JFROG;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return source.settings().signs()
                ? HmacSignature.matches(Encoded.hex(delivery.header(HEADER)), source.secrets(), delivery.body())
                : SharedToken.matches(delivery.header(HEADER), source.secrets());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        String domain = Names.type(body.text("domain")).orElseThrow(() -> Names.missing("domain in the body"));
        return new Labels(
                Optional.empty(),
                Names.withAction(domain, body.text("event_type")),
                body.text("data.repo_key").or(() -> body.text("data.name")),
                Optional.empty());
    }
}
