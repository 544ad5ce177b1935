package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Harness Code: https://developer.harness.io/docs/code-repository/config-repos/webhooks. It gives no delivery id. */
@ApplicationScoped
class HarnessScheme implements WebhookScheme {
    private static final JsonPeek PEEK = JsonPeek.at("trigger", "repo.path", "principal.uid");

    @Override
    public Provider provider() {
        return Provider.HARNESS;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return HmacSignature.matches(
                Encoded.hex(delivery.header("X-Harness-Signature")), source.secrets(), delivery.body());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        return new Labels(
                Optional.empty(),
                Names.type(delivery.header("X-Harness-Trigger").or(() -> body.text("trigger")))
                        .orElseThrow(() -> Names.missing("The header X-Harness-Trigger")),
                body.text("repo.path"),
                body.text("principal.uid"));
    }
}
