package io.devmesh.system.conformance;

/**
 * One thing that a scenario looked at.
 *
 * @param message why it is not a success; may be empty
 */
record Check(String id, Status status, String message) {
    /** In the suite's own words. */
    enum Status {
        SUCCESS,
        FAILURE,
        WARNING,
        INFO,
        SKIPPED
    }

    @Override
    public String toString() {
        return status + " " + id + (message.isEmpty() ? "" : ": " + message);
    }
}
