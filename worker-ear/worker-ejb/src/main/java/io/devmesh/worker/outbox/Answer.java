package io.devmesh.worker.outbox;

import static java.net.HttpURLConnection.HTTP_CLIENT_TIMEOUT;
import static java.net.HttpURLConnection.HTTP_GONE;
import static java.net.HttpURLConnection.HTTP_UNAVAILABLE;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a target answered.
 *
 * @param retryAfter how long it asked to be left alone
 */
record Answer(int status, Optional<Duration> retryAfter) {
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Set<Integer> TRY_AGAIN = Set.of(HTTP_CLIENT_TIMEOUT, TOO_EARLY, TOO_MANY_REQUESTS);
    private static final Set<Integer> BUSY = Set.of(TOO_EARLY, TOO_MANY_REQUESTS);
    private static final Set<Integer> ASKS_FOR_REST = Set.of(TOO_MANY_REQUESTS, HTTP_UNAVAILABLE);

    Verdict verdict() {
        if (status / 100 == 2) {
            return new Verdict.Delivered(status);
        }
        if (status == HTTP_GONE) {
            return new Verdict.Dead(Optional.of(status), "The target is gone: it answered 410");
        }
        if (status / 100 == 4 && !TRY_AGAIN.contains(status)) {
            return new Verdict.Dead(Optional.of(status), "The target refuses it: it answered " + status);
        }
        return new Verdict.Again(
                Optional.of(status),
                "The target answered " + status + (status / 100 == 3 ? "; redirects are not followed" : ""),
                !BUSY.contains(status),
                ASKS_FOR_REST.contains(status) ? retryAfter : Optional.empty());
    }
}
