package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * GitLab: https://docs.gitlab.com/user/project/integrations/webhooks/. A secret token is sent as it is; a signing token, which
 * the source must say it has, signs as Standard Webhooks do.
 */
@ApplicationScoped
class GitlabScheme implements WebhookScheme {
    private static final String HOOK = " Hook";
    private static final JsonPeek PEEK = JsonPeek.at(
            "object_kind",
            "event_name",
            "object_attributes.action",
            "project.path_with_namespace",
            "user.username",
            "user_username");

    @Override
    public Provider provider() {
        return Provider.GITLAB;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return source.settings().signs()
                ? StandardSignature.WEBHOOK.isAuthentic(delivery, source, now)
                : SharedToken.matches(delivery.header("X-Gitlab-Token"), source.secrets());
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        String kind = Names.type(body.text("object_kind").or(() -> body.text("event_name")))
                .or(() -> Names.type(delivery.header("X-Gitlab-Event").map(GitlabScheme::kindOf)))
                .orElseThrow(() -> Names.missing("The header X-Gitlab-Event"));
        return new Labels(
                id(delivery),
                Names.withAction(kind, body.text("object_attributes.action")),
                body.text("project.path_with_namespace"),
                body.text("user.username").or(() -> body.text("user_username")));
    }

    /** Both stay the same when a delivery is tried again; the event's UUID would not do, for events that cause others share it. */
    private static Optional<DeliveryId> id(Delivery delivery) {
        return Names.id(delivery, "Idempotency-Key").or(() -> Names.id(delivery, "webhook-id"));
    }

    /** {@code Merge Request Hook} is {@code merge_request} in bodies. */
    private static String kindOf(String header) {
        String name = header.endsWith(HOOK) ? header.substring(0, header.length() - HOOK.length()) : header;
        return name.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    }
}
