package io.devmesh.tools;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.telemetry.RootCause;
import io.devmesh.tools.command.CommandFailedException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into one line and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    static final int FAILED = 1;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        command.getErr().println(lineFor(failure));
        return FAILED;
    }

    /** The messages of our own exceptions are written for the user; others get their cause, which they tend to hide. */
    private static String lineFor(Exception failure) {
        if (failure instanceof ConfigurationException
                || failure instanceof CommandFailedException
                || failure instanceof UnreadableSecretException) {
            return failure.getMessage();
        }
        String what = Optional.ofNullable(failure.getMessage())
                .orElse("")
                .lines()
                .findFirst()
                .orElse("");
        String why = RootCause.of(failure);
        String type = failure.getClass().getSimpleName();
        return "devmesh failed: " + (what.isBlank() ? type : what) + (what.equals(why) ? "" : " (" + why + ")");
    }
}
