package io.devmesh.edge.mcp.session;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One stream of one session; the one without a call, which GET opens, is called {@link #LISTENING}. */
record StreamKey(String session, String stream) {
    static final String LISTENING = "g";

    private static final Pattern EVENT_ID = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([0-9_-]{3,90})");

    /** Where in which stream. */
    record Place(String stream, String position) {}

    boolean isListening() {
        return stream.equals(LISTENING);
    }

    /** An event's id, from which {@link #parse} finds the stream again. */
    String eventId(String position) {
        return stream + "." + position;
    }

    static Optional<Place> parse(String eventId) {
        Matcher matcher = EVENT_ID.matcher(eventId);
        return matcher.matches() ? Optional.of(new Place(matcher.group(1), matcher.group(2))) : Optional.empty();
    }
}
