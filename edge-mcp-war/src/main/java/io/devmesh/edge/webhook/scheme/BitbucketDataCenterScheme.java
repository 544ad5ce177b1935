package io.devmesh.edge.webhook.scheme;

import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Bitbucket Data Center: https://confluence.atlassian.com/bitbucketserver/manage-webhooks-938025878.html. */
@ApplicationScoped
class BitbucketDataCenterScheme implements WebhookScheme {
    private static final JsonPeek PEEK = JsonPeek.at(
            "repository.slug",
            "repository.project.key",
            "pullRequest.toRef.repository.slug",
            "pullRequest.toRef.repository.project.key",
            "actor.name");

    @Override
    public Provider provider() {
        return Provider.BITBUCKET_DC;
    }

    @Override
    public boolean isAuthentic(Delivery delivery, Source source, Instant now) {
        return HubSignature.isAuthentic(delivery, source);
    }

    @Override
    public Labels labels(Delivery delivery, Source source) {
        JsonPeek.Found body = PEEK.into(delivery);
        return new Labels(
                Names.id(delivery, "X-Request-Id"),
                Names.type(delivery.header("X-Event-Key")).orElseThrow(() -> Names.missing("The header X-Event-Key")),
                repository(body, "repository").or(() -> repository(body, "pullRequest.toRef.repository")),
                body.text("actor.name"));
    }

    private static Optional<String> repository(JsonPeek.Found body, String at) {
        return body.text(at + ".project.key")
                .flatMap(project -> body.text(at + ".slug").map(slug -> project + "/" + slug));
    }
}
