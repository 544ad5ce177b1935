package io.devmesh.worker.process.payload;

import io.devmesh.shared.event.NormalizedEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Where the payloads of one event hold what a normalized event holds. A provider has one for what all its payloads have alike,
 * from which those of its events are made.
 *
 * @param moments pointers to when it happened, the first that is there counts
 */
public record Outline(
        Field repository, Field actor, Field ref, Field subject, Field action, Field url, List<JsonPointer> moments) {
    public static Outline of(Field repository, Field actor) {
        return new Outline(repository, actor, Field.NONE, Field.NONE, Field.NONE, Field.NONE, List.of());
    }

    public Outline ref(Field where) {
        return new Outline(repository, actor, where, subject, action, url, moments);
    }

    public Outline subject(Field where) {
        return new Outline(repository, actor, ref, where, action, url, moments);
    }

    public Outline action(Field where) {
        return new Outline(repository, actor, ref, subject, where, url, moments);
    }

    /** What says more than the pages before. */
    public Outline url(Field where) {
        return new Outline(repository, actor, ref, subject, action, where.or(url), moments);
    }

    public Outline moment(String... pointers) {
        return new Outline(
                repository,
                actor,
                ref,
                subject,
                action,
                url,
                Arrays.stream(pointers).map(JsonPointer::compile).toList());
    }

    public NormalizedEvent apply(JsonNode payload) {
        return new NormalizedEvent(
                repository.in(payload),
                actor.in(payload),
                ref.in(payload),
                subject.firstLine().in(payload),
                action.in(payload),
                url.in(payload),
                moment(payload));
    }

    private Optional<Instant> moment(JsonNode payload) {
        return moments.stream()
                .flatMap(pointer -> Timestamp.parse(payload.at(pointer)).stream())
                .findFirst();
    }
}
