package io.devmesh.worker.process.github;

import static java.util.Map.entry;

import io.devmesh.worker.process.payload.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * When an event happened. First comes what its rule names, then what is named after its action: {@code closed_at} of a
 * closed issue. Else nothing happens before what its own payload tells of, so the latest moment in it is the closest: a
 * deleted comment has no {@code deleted_at}, but the deletion has updated its issue.
 *
 * @param named pointers to timestamps
 * @param things pointers to what the event is about, the one that the action was done to first
 */
record Moments(List<JsonPointer> named, List<JsonPointer> things) {
    /** The first that is there counts. A release's own {@code created_at} is the date of its commit. */
    private static final Map<String, List<String>> BY_ACTION = Map.ofEntries(
            entry("answered", List.of("answer_chosen_at")),
            entry("archived", List.of("archived_at")),
            entry("auto_dismissed", List.of("auto_dismissed_at")),
            entry("cancelled", List.of("effective_date")),
            entry("changed", List.of("effective_date")),
            entry("closed", List.of("merged_at", "closed_at")),
            entry("closed_by_user", List.of("dismissed_at")),
            entry("completed", List.of("completed_at")),
            entry("create", List.of("created_at")),
            entry("created", List.of("published_at", "created_at", "started_at")),
            entry("deleted", List.of("deleted_at")),
            entry("dismiss", List.of("dismissed_at")),
            entry("dismissed", List.of("dismissed_at")),
            entry("edited", List.of("updated_at")),
            entry("fixed", List.of("fixed_at")),
            entry("in_progress", List.of("started_at")),
            entry("opened", List.of("created_at")),
            entry("prereleased", List.of("published_at")),
            entry("published", List.of("published_at", "created_at")),
            entry("purchased", List.of("effective_date")),
            entry("queued", List.of("created_at")),
            entry("released", List.of("published_at")),
            entry("requested", List.of("since", "run_started_at", "created_at")),
            entry("resolve", List.of("fixed_at")),
            entry("resolved", List.of("resolved_at")),
            entry("submitted", List.of("submitted_at")),
            entry("suspend", List.of("suspended_at")),
            entry("waiting", List.of("created_at")),
            entry("withdrawn", List.of("withdrawn_at")));

    /** In the order of one thing's life, its end first. */
    private static final List<String> OF_A_LIFE =
            List.of("updated_at", "completed_at", "started_at", "submitted_at", "published_at", "created_at");

    Optional<Instant> in(JsonNode payload, String action) {
        return named(payload).or(() -> ofAction(payload, action)).or(() -> latest(payload));
    }

    private Optional<Instant> named(JsonNode payload) {
        return named.stream()
                .flatMap(pointer -> Timestamp.parse(payload.at(pointer)).stream())
                .findFirst();
    }

    private Optional<Instant> ofAction(JsonNode payload, String action) {
        return things.stream()
                .limit(1)
                .flatMap(thing -> first(payload.at(thing), BY_ACTION.getOrDefault(action, List.of())).stream())
                .findFirst();
    }

    private Optional<Instant> latest(JsonNode payload) {
        return things.stream()
                .flatMap(thing -> first(payload.at(thing), OF_A_LIFE).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> first(JsonNode thing, List<String> names) {
        return names.stream()
                .flatMap(name -> Timestamp.parse(thing.path(name)).stream())
                .findFirst();
    }
}
