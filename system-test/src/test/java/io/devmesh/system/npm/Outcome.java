package io.devmesh.system.npm;

/**
 * How a program ended.
 *
 * @param printed to its standard output
 * @param errors what it printed to the other
 */
public record Outcome(int exitCode, String printed, String errors) {
    /** Where it says that it failed, the test fails with all that it said. */
    public Outcome orFail() {
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + "\n" + printed + "\n" + errors);
        }
        return this;
    }
}
