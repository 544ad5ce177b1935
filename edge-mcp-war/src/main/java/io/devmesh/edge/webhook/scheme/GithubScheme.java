package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.regex.Pattern;

/** GitHub: https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers. */
@ApplicationScoped
class GithubScheme implements WebhookScheme {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final JsonPeek PEEK = JsonPeek.at("action", "repository.full_name", "sender.login");

    @Override
    public Provider provider() {
        return Provider.GITHUB;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return HmacSignature.matches(
                Encoded.hex(Encoded.after("sha256=", delivery.header("X-Hub-Signature-256"))),
                source.secrets(),
                delivery.body());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        String event = delivery.header("X-GitHub-Event")
                .filter(name -> WORD.matcher(name).matches())
                .orElseThrow(() -> Names.missing("The header X-GitHub-Event"));
        JsonPeek.Found body = PEEK.into(delivery);
        String type = body.text("action")
                .filter(action -> WORD.matcher(action).matches())
                .map(action -> event + "." + action)
                .orElse(event);
        return new Labels(
                Names.id(delivery, "X-GitHub-Delivery"),
                type,
                body.text("repository.full_name"),
                body.text("sender.login"));
    }
}
