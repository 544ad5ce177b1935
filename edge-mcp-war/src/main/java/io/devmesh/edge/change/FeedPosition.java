package io.devmesh.edge.change;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client got, in both streams.
 *
 * @param bus what replicas told
 * @param stored what the Worker told
 */
record FeedPosition(String bus, String stored) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,20}-[0-9]{1,20})_([0-9]{1,20}-[0-9]{1,20})");

    String text() {
        return bus + "_" + stored;
    }

    /** Empty for what was not made by {@link #text}. */
    static Optional<FeedPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new FeedPosition(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
