package io.devmesh.edge.webhook.scheme;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The time that a signature is over, in seconds since 1970: an old delivery cannot be sent again. */
final class SignedTime {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private SignedTime() {}

    /** Whether {@code now} is no further from {@code seconds} than {@code tolerance}, in either direction. */
    static boolean isNear(Optional<String> seconds, Instant now, Duration tolerance) {
        return seconds.filter(text -> SECONDS.matcher(text).matches())
                .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                .filter(signed -> Duration.between(signed, now).abs().compareTo(tolerance) <= 0)
                .isPresent();
    }
}
