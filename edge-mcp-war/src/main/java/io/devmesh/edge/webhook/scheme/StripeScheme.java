package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Stripe, and others that sign with {@code t=…,v1=…}: https://docs.stripe.com/webhooks#verify-manually. */
@ApplicationScoped
class StripeScheme implements WebhookScheme {
    private static final JsonPeek PEEK = JsonPeek.at("id", "type", "account");

    @Override
    public Provider provider() {
        return Provider.STRIPE;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        List<String> parts = Arrays.stream(
                        delivery.header(source.settings().signatureHeader().orElse("Stripe-Signature"))
                                .orElse("")
                                .split(",", -1))
                .map(String::strip)
                .toList();
        Optional<String> time = parts.stream()
                .flatMap(part -> Encoded.after("t=", Optional.of(part)).stream())
                .findFirst();
        List<byte[]> signatures = parts.stream()
                .flatMap(part -> Encoded.hex(Encoded.after("v1=", Optional.of(part))).stream())
                .toList();
        return SignedTime.isNear(time, now, source.settings().tolerance())
                && HmacSignature.matches(
                        signatures, source.secrets(), (time.orElseThrow() + ".").getBytes(UTF_8), delivery.body());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        return new Labels(
                Names.id(body.text("id")),
                Names.type(body.text("type")).orElse(Names.UNNAMED),
                Optional.empty(),
                body.text("account"));
    }
}
