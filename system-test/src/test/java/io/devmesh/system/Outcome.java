package io.devmesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended.
 *
 * @param printed to its standard output
 * @param errors what it printed to the other
 */
public record Outcome(int exitCode, String printed, String errors) {
    /**
     * Runs a program to its end, and ends what it has started.
     *
     * @param log where its errors go; what it prints goes beside it
     * @throws AssertionError where it does not end within {@code limit}
     */
    public static Outcome of(ProcessBuilder program, Path log, Duration limit) {
        Path printed = log.resolveSibling(log.getFileName() + ".out");
        program.redirectError(log.toFile()).redirectOutput(printed.toFile());
        try {
            Files.createDirectories(log.getParent());
            Process process = program.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            if (!ended) {
                throw new AssertionError(program.command() + " did not end within " + limit.toSeconds() + " s: " + log);
            }
            return new Outcome(process.exitValue(), Files.readString(printed), Files.readString(log));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", ended);
        }
    }

    /** Where it says that it failed, the test fails with all that it said. */
    public Outcome orFail() {
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + "\n" + printed + "\n" + errors);
        }
        return this;
    }
}
