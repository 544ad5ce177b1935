package io.devmesh.worker.process.gitlab;

import static io.devmesh.worker.process.payload.Field.at;
import static io.devmesh.worker.process.payload.Field.branch;
import static io.devmesh.worker.process.payload.Field.joined;
import static io.devmesh.worker.process.payload.Field.number;
import static io.devmesh.worker.process.payload.Field.page;
import static io.devmesh.worker.process.payload.Field.tag;
import static java.util.Map.entry;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Field;
import io.devmesh.worker.process.payload.Outline;
import io.devmesh.worker.process.payload.Outlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Knows the events of projects and groups by their {@code object_kind}. */
@ApplicationScoped
class GitlabNormalizer implements EventNormalizer {
    private static final String THING = "/object_attributes";
    private static final Field MERGE_REQUEST = at(THING + "/iid").map(iid -> "!" + iid);

    private static final Outline ALL = Outline.of(
                    at("/project/path_with_namespace"),
                    at("/user/username", "/user_username", "/user/name", "/user_name"))
            .action(at(THING + "/action", "/action"))
            .url(page("/project/web_url", "/group/web_url"))
            .moment(THING + "/updated_at", THING + "/created_at", "/updated_at", "/created_at");

    private static final Outline OF_A_THING = ALL.subject(at(THING + "/title")).url(page(THING + "/url"));

    private static final Outlines EVENTS = new Outlines(
            Map.ofEntries(
                    entry(
                            "push",
                            ALL.ref(at("/ref")).subject(LastCommit::message).url(LastCommit::page)),
                    entry("tag_push", ALL.ref(at("/ref")).subject(at("/message", "/ref"))),
                    entry("issue", OF_A_THING.ref(number(THING + "/iid"))),
                    entry("work_item", OF_A_THING.ref(number(THING + "/iid"))),
                    entry("merge_request", OF_A_THING.ref(MERGE_REQUEST)),
                    entry(
                            "note",
                            ALL.ref(at("/merge_request/iid")
                                            .map(iid -> "!" + iid)
                                            .or(number("/issue/iid"))
                                            .or(at("/commit/id")))
                                    .subject(at(THING + "/note"))
                                    .url(page(THING + "/url"))),
                    entry(
                            "pipeline",
                            ALL.ref(branch(THING + "/ref"))
                                    .subject(joined(
                                            ": ",
                                            at(THING + "/status"),
                                            at(THING + "/name", "/commit/title", "/commit/message")))
                                    .action(at(THING + "/status"))
                                    .url(page(THING + "/url"))
                                    .moment(THING + "/finished_at", THING + "/created_at")),
                    entry(
                            "build",
                            ALL.ref(branch("/ref"))
                                    .subject(joined(": ", at("/build_status"), at("/build_name")))
                                    .action(at("/build_status"))
                                    .moment("/build_finished_at", "/build_started_at", "/build_created_at")),
                    entry(
                            "deployment",
                            ALL.ref(branch("/ref"))
                                    .subject(joined(": ", at("/status"), at("/environment")))
                                    .action(at("/status"))
                                    .url(page("/deployable_url"))
                                    .moment("/status_changed_at")),
                    entry(
                            "release",
                            ALL.ref(tag("/tag"))
                                    .subject(at("/name", "/tag"))
                                    .url(page("/url"))
                                    .moment("/released_at", "/created_at")),
                    entry("wiki_page", OF_A_THING),
                    entry("feature_flag", ALL.subject(at(THING + "/name"))),
                    entry("emoji", ALL.subject(at(THING + "/name")))),
            OF_A_THING.subject(at(THING + "/title", THING + "/name")));

    @Override
    public Provider provider() {
        return Provider.GITLAB;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return EVENTS.normalize(event);
    }
}
