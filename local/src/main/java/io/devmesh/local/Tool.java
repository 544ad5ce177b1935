package io.devmesh.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A short program, such as initdb. Its output goes to a file and not to a pipe, which a daemon that it starts could
 * keep open.
 *
 * @param command the program and its arguments
 * @param output where it writes
 */
record Tool(List<String> command, Path output) {
    private static final File NO_INPUT = new File("/dev/null");

    /** Runs it to its end; true where it succeeded. */
    boolean succeeds(Duration limit) {
        return succeeds(limit, ProcessBuilder.Redirect.from(NO_INPUT));
    }

    /** Runs it to its end with {@code input} as its standard input; true where it succeeded. */
    boolean succeeds(Duration limit, ProcessBuilder.Redirect input) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(input)
                    .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
                    .start();
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException failure) {
            throw new StartupException("Can't run " + command.getFirst() + " (" + failure.getMessage() + ").");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while " + command.getFirst() + " ran.");
        }
    }
}
