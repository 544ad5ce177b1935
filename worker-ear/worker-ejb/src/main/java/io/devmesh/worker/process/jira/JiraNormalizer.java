package io.devmesh.worker.process.jira;

import static io.devmesh.worker.process.payload.Field.at;
import static java.util.Map.entry;

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

/** Knows the events of issues, comments, worklogs, projects, versions and sprints by their {@code webhookEvent}. */
@ApplicationScoped
class JiraNormalizer implements EventNormalizer {
    private static final String API = "/rest/";

    private static final Outline ALL = Outline.of(
                    at("/issue/fields/project/key", "/project/key"),
                    at(
                            "/user/displayName",
                            "/comment/updateAuthor/displayName",
                            "/comment/author/displayName",
                            "/worklog/updateAuthor/displayName"))
            .action(at("/issue_event_type_name", "/webhookEvent"))
            .ref(at("/issue/key"))
            .url(JiraNormalizer::page)
            .moment("/timestamp");

    private static final Outline ISSUE = ALL.subject(at("/issue/fields/summary"));
    private static final Outline COMMENT = ALL.subject(at("/comment/body", "/issue/fields/summary"));
    private static final Outline WORKLOG = ALL.subject(at("/worklog/comment", "/worklog/timeSpent"));
    private static final Outline PROJECT = ALL.subject(at("/project/name"));
    private static final Outline VERSION = ALL.ref(at("/version/name")).subject(at("/version/name"));
    private static final Outline SPRINT = ALL.ref(at("/sprint/name")).subject(at("/sprint/name"));

    private static final Outlines EVENTS = new Outlines(
            Map.ofEntries(
                    entry("issue_created", ISSUE),
                    entry("issue_updated", ISSUE),
                    entry("issue_deleted", ISSUE),
                    entry("comment_created", COMMENT),
                    entry("comment_updated", COMMENT),
                    entry("comment_deleted", COMMENT),
                    entry("worklog_created", WORKLOG),
                    entry("worklog_updated", WORKLOG),
                    entry("worklog_deleted", WORKLOG),
                    entry("project_created", PROJECT),
                    entry("project_updated", PROJECT),
                    entry("project_deleted", PROJECT),
                    entry("version_created", VERSION),
                    entry("version_updated", VERSION),
                    entry("version_released", VERSION),
                    entry("version_unreleased", VERSION),
                    entry("version_deleted", VERSION),
                    entry("sprint_created", SPRINT),
                    entry("sprint_updated", SPRINT),
                    entry("sprint_started", SPRINT),
                    entry("sprint_closed", SPRINT),
                    entry("sprint_deleted", SPRINT)),
            ISSUE);

    @Override
    public Provider provider() {
        return Provider.JIRA;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return EVENTS.normalize(event);
    }

    /** Payloads have addresses of the API only; {@code https://acme.atlassian.net/browse/OPS-1} is beside it. */
    private static Optional<String> page(JsonNode payload) {
        String self = payload.at("/issue/self").asString("");
        int api = self.indexOf(API);
        boolean web = self.startsWith("https://") || self.startsWith("http://");
        return web && api > 0
                ? at("/issue/key").in(payload).map(key -> self.substring(0, api) + "/browse/" + key)
                : Optional.empty();
    }
}
