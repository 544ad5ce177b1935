package io.devmesh.worker.process.bitbucket;

import static io.devmesh.worker.process.payload.Field.at;
import static io.devmesh.worker.process.payload.Field.joined;
import static io.devmesh.worker.process.payload.Field.number;
import static io.devmesh.worker.process.payload.Field.page;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Outline;
import io.devmesh.worker.process.payload.Outlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Knows the events of repositories, pull requests and issues. */
@ApplicationScoped
class BitbucketNormalizer implements EventNormalizer {
    private static final String NEW = "/push/changes/0/new";
    private static final String OLD = "/push/changes/0/old";

    private static final Outline ALL = Outline.of(
                    at("/repository/full_name"), at("/actor/nickname", "/actor/username", "/actor/display_name"))
            .url(page("/repository/links/html/href"));

    private static final Outlines EVENTS = new Outlines(
            Map.of(
                    "repo",
                            ALL.ref(BitbucketNormalizer::pushed)
                                    .subject(at(NEW + "/target/message")
                                            .or(joined(": ", at("/commit_status/state"), at("/commit_status/name"))))
                                    .url(page(NEW + "/target/links/html/href", "/commit_status/url"))
                                    .moment(NEW + "/target/date", "/commit_status/updated_on"),
                    "pullrequest",
                            ALL.ref(number("/pullrequest/id"))
                                    .subject(at("/comment/content/raw", "/pullrequest/title"))
                                    .url(page("/comment/links/html/href", "/pullrequest/links/html/href"))
                                    .moment("/comment/updated_on", "/approval/date", "/pullrequest/updated_on"),
                    "issue",
                            ALL.ref(number("/issue/id"))
                                    .subject(at("/comment/content/raw", "/issue/title"))
                                    .url(page("/comment/links/html/href", "/issue/links/html/href"))
                                    .moment("/comment/updated_on", "/issue/updated_on")),
            ALL);

    @Override
    public Provider provider() {
        return Provider.BITBUCKET;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return EVENTS.normalize(event);
    }

    /** Of a branch or tag that is gone there is no new state. */
    private static Optional<String> pushed(JsonNode payload) {
        JsonNode there = payload.at(NEW).isObject() ? payload.at(NEW) : payload.at(OLD);
        String kind = there.path("type").asString("").equals("tag") ? "refs/tags/" : "refs/heads/";
        return at("/name")
                .map(name -> kind + name)
                .in(there)
                .or(() -> at("/commit_status/refname")
                        .map(name -> "refs/heads/" + name)
                        .in(payload));
    }
}
