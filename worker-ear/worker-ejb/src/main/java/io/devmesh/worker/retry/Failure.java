package io.devmesh.worker.retry;

import io.devmesh.shared.postgres.DatabaseFailure;
import org.jdbi.v3.core.JdbiException;

/** What an exception says of the event at hand. The one place that decides whether another attempt is worth while. */
public sealed interface Failure {
    /** Another attempt may succeed: {@code reason} is for people and quotes nothing of the event. */
    record Retryable(String reason) implements Failure {}

    /** No attempt will succeed before something is changed. */
    record Permanent(String reason) implements Failure {}

    /** Nothing is wrong with the event: the database is away, and nothing can be said. */
    record NotOfTheEvent() implements Failure {}

    /** Decides by the exception alone. */
    static Failure of(RuntimeException failure) {
        if (failure instanceof JdbiException) {
            return switch (DatabaseFailure.of(failure)) {
                case AWAY -> new NotOfTheEvent();
                case REFUSED -> new Permanent("PostgreSQL refused the event; the Worker's log has the details");
            };
        }
        // A fault of ours, which a new version may mend while the event waits.
        return new Retryable(
                "Processing failed with " + failure.getClass().getSimpleName() + "; the Worker's log has the details");
    }
}
