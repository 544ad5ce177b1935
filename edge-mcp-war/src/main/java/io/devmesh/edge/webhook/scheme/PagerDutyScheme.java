package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * PagerDuty, webhooks of version 3: https://developer.pagerduty.com/docs/webhooks-overview. While a secret is replaced the header
 * has a signature under each. The repository of an event is its service.
 */
@ApplicationScoped
class PagerDutyScheme implements WebhookScheme {
    private static final JsonPeek PEEK =
            JsonPeek.at("event.id", "event.event_type", "event.data.service.summary", "event.agent.summary");

    @Override
    public Provider provider() {
        return Provider.PAGERDUTY;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        List<byte[]> signatures = Arrays.stream(
                        delivery.header("X-PagerDuty-Signature").orElse("").split(",", -1))
                .flatMap(one -> Encoded.hex(Encoded.after("v1=", Optional.of(one.strip()))).stream())
                .toList();
        return HmacSignature.matches(signatures, source.secrets(), delivery.body());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        return new Labels(
                Names.id(body.text("event.id")),
                Names.type(body.text("event.event_type"))
                        .orElseThrow(() -> Names.missing("event.event_type in the body")),
                body.text("event.data.service.summary"),
                body.text("event.agent.summary"));
    }
}
