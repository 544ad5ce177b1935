package io.devmesh.edge.webhook;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.source.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** GitHub: https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers. */
@ApplicationScoped
class GithubScheme implements WebhookScheme {
    private static final String SIGNATURE_PREFIX = "sha256=";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    @Override
    public Provider provider() {
        return Provider.GITHUB;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, List<String> secrets) {
        Optional<String> hex = delivery.header("X-Hub-Signature-256")
                .filter(value -> value.startsWith(SIGNATURE_PREFIX))
                .map(value -> value.substring(SIGNATURE_PREFIX.length()));
        return HmacSignature.matches(hex, delivery.body(), secrets);
    }

    @Override
    public Labels labels(Delivery delivery) {
        String event = delivery.header("X-GitHub-Event")
                .filter(name -> WORD.matcher(name).matches())
                .orElseThrow(() -> new BadDeliveryException("The header X-GitHub-Event is missing or malformed"));
        Optional<String> id = delivery.header("X-GitHub-Delivery");
        if (id.isPresent() && !DeliveryId.isValid(id.get())) {
            throw new BadDeliveryException("The header X-GitHub-Delivery is malformed");
        }
        GithubPeek peek = GithubPeek.into(delivery);
        String type = peek.action()
                .filter(action -> WORD.matcher(action).matches())
                .map(action -> event + "." + action)
                .orElse(event);
        return new Labels(id.map(DeliveryId::new), type, peek.repository(), peek.sender());
    }
}
