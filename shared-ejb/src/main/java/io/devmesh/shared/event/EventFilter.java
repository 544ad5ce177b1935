package io.devmesh.shared.event;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are meant; an empty field means any.
 *
 * @param type exact, or without its action: {@code pull_request} means every {@code pull_request.*} too
 * @param since not received before
 * @param until received before
 * @param text part of subject, ref, repository, actor or type, in any case
 */
public record EventFilter(
        Optional<String> source,
        Optional<String> type,
        Optional<String> repository,
        Optional<EventStatus> status,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> text) {
    public static EventFilter any() {
        return new EventFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same of that status only. */
    public EventFilter withStatus(EventStatus only) {
        return new EventFilter(source, type, repository, Optional.of(only), since, until, text);
    }
}
