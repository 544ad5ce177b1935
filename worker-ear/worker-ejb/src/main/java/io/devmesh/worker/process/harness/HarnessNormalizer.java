package io.devmesh.worker.process.harness;

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
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows the triggers of branches, tags, pull requests and artifacts. */
@ApplicationScoped
class HarnessNormalizer implements EventNormalizer {
    private static final Outline ALL = Outline.of(
                    at("/repo/path", "/registry/path"), at("/principal/uid", "/principal/display_name"))
            .action(at("/trigger").map(HarnessNormalizer::action))
            .moment("/head_commit/committer/when", "/commit/committer/when");

    private static final Outline REF =
            ALL.ref(at("/ref/name")).subject(at("/head_commit/message", "/commit/message", "/ref/name"));

    private static final Outline PULL_REQUEST = ALL.ref(number("/pull_req/number"))
            .subject(at("/comment/text", "/pull_req/title"))
            .url(page("/pull_req/pr_url"));

    private static final Outline ARTIFACT = ALL.ref(at("/artifact_info/version"))
            .subject(joined(" ", at("/artifact_info/name"), at("/artifact_info/version")));

    private static final Outlines EVENTS = new Outlines(
            Stream.of(
                            all(REF, "branch_", "created", "updated", "deleted"),
                            all(REF, "tag_", "created", "updated", "deleted"),
                            all(
                                    PULL_REQUEST,
                                    "pullreq_",
                                    "created",
                                    "updated",
                                    "reopened",
                                    "closed",
                                    "merged",
                                    "branch_updated",
                                    "target_branch_changed",
                                    "comment_created",
                                    "comment_updated",
                                    "comment_status_updated",
                                    "label_assigned",
                                    "review_submitted"),
                            all(ARTIFACT, "artifact_", "created", "deleted"))
                    .flatMap(outlines -> outlines)
                    .collect(Collectors.toUnmodifiableMap(Entry::getKey, Entry::getValue)),
            REF);

    @Override
    public Provider provider() {
        return Provider.HARNESS;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return EVENTS.normalize(event);
    }

    private static Stream<Entry<String, Outline>> all(Outline outline, String prefix, String... actions) {
        return Stream.of(actions).map(action -> Map.entry(prefix + action, outline));
    }

    /** {@code comment_created} of {@code pullreq_comment_created}. */
    private static String action(String trigger) {
        return trigger.substring(trigger.indexOf('_') + 1);
    }
}
