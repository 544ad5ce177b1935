package io.devmesh.shared.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A place in a list of events, in either direction: the page after it starts behind this event. Opaque to clients. */
public record EventCursor(Instant receivedAt, UUID id) {
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((receivedAt + "|" + id).getBytes(StandardCharsets.US_ASCII));
    }

    /** Empty where {@code text} is not a cursor that {@link #encode} made. */
    public static Optional<EventCursor> decode(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            int bar = plain.indexOf('|');
            if (bar < 0) {
                return Optional.empty();
            }
            Instant receivedAt = Instant.parse(plain.substring(0, bar));
            return receivedAt.isBefore(Instant.EPOCH) || receivedAt.isAfter(EventTime.LATEST)
                    ? Optional.empty()
                    : Optional.of(new EventCursor(receivedAt, UUID.fromString(plain.substring(bar + 1))));
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }
}
