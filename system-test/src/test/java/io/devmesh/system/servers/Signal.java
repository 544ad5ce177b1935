package io.devmesh.system.servers;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A POSIX signal that the JDK can't send. */
public record Signal(String name) {
    /** Does nothing where the process has ended. */
    public void send(ProcessHandle process) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0 && process.isAlive()) {
                throw new IllegalStateException("kill -" + name + " " + process.pid() + " ended with " + code);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
