package io.devmesh.worker.outbox;

import java.time.Duration;
import java.util.Optional;

/** What came of an attempt. Errors are for operators, and never quote what the target sent. */
sealed interface Verdict {
    /** Answered with 2xx. */
    record Delivered(int status) implements Verdict {}

    /** Trying again would not help. */
    record Dead(Optional<Integer> status, String error) implements Verdict {}

    /** Nothing was sent, for a reason that is ours to mend: that uses up no attempt. */
    record Held(String error) implements Verdict {}

    /**
     * Trying again may help.
     *
     * @param fault whether it says that the target does not work, rather than that it is busy
     * @param rest how long the target asked to be left alone
     */
    record Again(Optional<Integer> status, String error, boolean fault, Optional<Duration> rest) implements Verdict {}
}
