package io.devmesh.local;

import java.util.List;

/** Something that was to start did not; the message is one line that says what to do. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> evidence;

    public StartupException(String message) {
        this(message, List.of());
    }

    /**
     * @param evidence the last lines of the log of what did not start
     */
    public StartupException(String message, List<String> evidence) {
        super(message);
        this.evidence = List.copyOf(evidence);
    }

    public List<String> evidence() {
        return evidence;
    }
}
