package io.devmesh.edge.webhook.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Slack: https://docs.slack.dev/authentication/verifying-requests-from-slack. The repository of an event is its channel. */
@ApplicationScoped
class SlackScheme implements WebhookScheme {
    private static final String TIME = "X-Slack-Request-Timestamp";
    private static final JsonPeek PEEK =
            JsonPeek.at("type", "challenge", "event_id", "event.type", "event.channel", "event.user", "user.id");

    @Override
    public Provider provider() {
        return Provider.SLACK;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        Optional<String> time = delivery.header(TIME);
        return SignedTime.isNear(time, now, source.settings().tolerance())
                && HmacSignature.matches(
                        Encoded.hex(Encoded.after("v0=", delivery.header("X-Slack-Signature"))),
                        source.secrets(),
                        ("v0:" + time.orElseThrow() + ":").getBytes(UTF_8),
                        delivery.body());
    }

    /** Slack asks so before it sends events to a new URL. */
    @Override
    public Optional<Challenge> challenge(Delivery delivery) {
        JsonPeek.Found body = PEEK.into(delivery);
        return body.text("type")
                .filter("url_verification"::equals)
                .flatMap(type -> body.text("challenge"))
                .map(Challenge::new);
    }

    /** A slash command comes as a form without JSON. */
    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        String type = Names.type(body.text("type")).orElse("slash_command");
        return new Labels(
                Names.id(body.text("event_id")),
                Names.withAction(type, body.text("event.type")),
                body.text("event.channel"),
                body.text("event.user").or(() -> body.text("user.id")));
    }
}
