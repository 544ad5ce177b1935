package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Jira Cloud: https://developer.atlassian.com/cloud/jira/platform/webhooks/. The repository of an event is its project. */
@ApplicationScoped
class JiraScheme implements WebhookScheme {
    private static final String PREFIX = "jira:";
    private static final JsonPeek PEEK = JsonPeek.at(
            "webhookEvent",
            "issue.fields.project.key",
            "project.key",
            "user.displayName",
            "comment.author.displayName");

    @Override
    public Provider provider() {
        return Provider.JIRA;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return HubSignature.isAuthentic(delivery, source);
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        return new Labels(
                Names.id(delivery, "X-Atlassian-Webhook-Identifier"),
                Names.type(body.text("webhookEvent")
                                .map(name -> name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name))
                        .orElseThrow(() -> Names.missing("webhookEvent in the body")),
                body.text("issue.fields.project.key").or(() -> body.text("project.key")),
                body.text("user.displayName").or(() -> body.text("comment.author.displayName")));
    }
}
