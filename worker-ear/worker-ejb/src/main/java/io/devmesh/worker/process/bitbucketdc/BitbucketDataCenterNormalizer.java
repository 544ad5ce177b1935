package io.devmesh.worker.process.bitbucketdc;

import static io.devmesh.worker.process.payload.Field.at;
import static io.devmesh.worker.process.payload.Field.joined;
import static io.devmesh.worker.process.payload.Field.number;
import static io.devmesh.worker.process.payload.Field.page;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Field;
import io.devmesh.worker.process.payload.Outline;
import io.devmesh.worker.process.payload.Outlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Knows the events of projects, repositories, mirrors and pull requests. */
@ApplicationScoped
class BitbucketDataCenterNormalizer implements EventNormalizer {
    private static final String TARGET = "/pullRequest/toRef/repository";

    private static final Outline ALL = Outline.of(
                    repository("/repository").or(repository(TARGET)).or(repository("/new")),
                    at("/actor/name", "/actor/displayName"))
            .action(at("/eventKey").map(BitbucketDataCenterNormalizer::action))
            .moment("/date");

    private static final Outlines EVENTS = new Outlines(
            Map.of(
                    "repo",
                            ALL.ref(at("/changes/0/ref/id", "/changes/0/refId", "/commit"))
                                    .subject(at("/comment/text", "/toCommit/message", "/new/name", "/repository/name"))
                                    .url(page("/repository/links/self/0/href")),
                    "project", ALL.subject(at("/new/name", "/project/name")),
                    "mirror", ALL.ref(at("/changes/0/ref/id")).subject(at("/mirrorServer/name")),
                    "pr",
                            ALL.ref(number("/pullRequest/id"))
                                    .subject(at("/comment/text", "/pullRequest/title"))
                                    .url(page("/pullRequest/links/self/0/href"))),
            ALL);

    @Override
    public Provider provider() {
        return Provider.BITBUCKET_DC;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return EVENTS.normalize(event);
    }

    private static Field repository(String pointer) {
        Field slug = at(pointer + "/slug");
        return payload -> slug.in(payload)
                .flatMap(name -> joined("/", at(pointer + "/project/key"), slug).in(payload));
    }

    /** {@code comment:added} of {@code pr:comment:added}. */
    private static String action(String key) {
        return key.substring(key.indexOf(':') + 1);
    }
}
