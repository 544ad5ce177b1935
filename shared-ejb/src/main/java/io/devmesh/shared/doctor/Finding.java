package io.devmesh.shared.doctor;

/**
 * One thing that was found out. Holds no secret.
 *
 * @param subject what it is about: {@code redis queue}, {@code redis cache}, {@code postgresql}, {@code kms}, {@code configuration}
 * @param seen what was seen
 * @param meaning what it means; empty where all is well
 * @param change what to change: names the variable and the value to set; empty where nothing
 */
public record Finding(Severity severity, String subject, Code code, String seen, String meaning, String change) {
    public Finding {
        seen = oneLine(seen);
    }

    /** Whether something does not work. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Cause and fix on one line: {@code REDIS_TLS_ENABLED is false but the server speaks TLS: set REDIS_TLS_ENABLED=true}. */
    public String summary() {
        if (meaning.isEmpty()) {
            return seen;
        }
        return change.isEmpty() ? meaning : meaning + ": " + change;
    }

    /** What a server sent is shown as text, whatever it is. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
