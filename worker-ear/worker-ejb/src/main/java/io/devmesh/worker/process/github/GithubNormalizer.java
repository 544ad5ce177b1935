package io.devmesh.worker.process.github;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Payload;
import jakarta.enterprise.context.ApplicationScoped;
import tools.jackson.databind.JsonNode;

/** Knows the events of github.com; newer ones are read by the conventions that all payloads of GitHub follow. */
@ApplicationScoped
class GithubNormalizer implements EventNormalizer {
    @Override
    public Provider provider() {
        return Provider.GITHUB;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return switch (Payload.of(event)) {
            case Payload.Parsed(JsonNode root) -> normalize(eventName(event.type()), root);
            case Payload.Refused(String reason) -> new Normalization.Unreadable(reason);
        };
    }

    private static Normalization normalize(String eventName, JsonNode payload) {
        Rule rule = GithubEvents.RULES.get(eventName);
        return rule == null
                ? new Normalization.Unknown(Rule.ofUnknown(eventName).apply(payload))
                : new Normalization.Known(rule.apply(payload));
    }

    /** What the header {@code X-GitHub-Event} said: the type without its action. */
    private static String eventName(String type) {
        int dot = type.indexOf('.');
        return dot < 0 ? type : type.substring(0, dot);
    }
}
