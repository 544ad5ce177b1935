package io.devmesh.worker.process.gitlab;

import io.devmesh.worker.process.payload.Field;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The newest commit of a push, which is the last of its list; a deleted branch has none. */
final class LastCommit {
    private static final Field MESSAGE = Field.at("/title", "/message");
    private static final Field PAGE = Field.page("/url");

    private LastCommit() {}

    static Optional<String> message(JsonNode payload) {
        return MESSAGE.in(of(payload));
    }

    static Optional<String> page(JsonNode payload) {
        return PAGE.in(of(payload));
    }

    private static JsonNode of(JsonNode payload) {
        JsonNode commits = payload.path("commits");
        return commits.path(commits.size() - 1);
    }
}
