package io.devmesh.local;

import io.devmesh.shared.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * {@code mvn -Prun}: everything on this machine, until Ctrl-C. It also ends when the process that started it ends, and
 * when one of its parts does.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(250);

    private final Console console;
    private final RunningParts parts = new RunningParts();
    private final Workspace workspace;
    private final Path wlp;
    private final Optional<Long> parent = parentId();
    private volatile Optional<FileChannel> claim = Optional.empty();
    private volatile boolean started;
    private volatile boolean failed;

    private Main(Console console, Workspace workspace, Path wlp) {
        this.console = console;
        this.workspace = workspace;
        this.wlp = wlp;
    }

    /**
     * Starts all of it and returns; the JVM then lives until all of it is to stop.
     *
     * @param arguments the Liberty installation that the build left, and the folder for data, logs and facts
     */
    public static void main(String[] arguments) {
        new Main(Console.ofProcess(), new Workspace(Path.of(arguments[1])), Path.of(arguments[0])).run();
    }

    private void run() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        new Thread(this::watch, "watch").start();
        try {
            claim = Optional.of(workspace.claim());
            logToFile();
            new Launcher(console, parts, workspace, wlp, System.getenv()).start();
            started = true;
        } catch (StartupException failure) {
            fail(failure.getMessage(), failure.evidence());
        } catch (ConfigurationException failure) {
            fail(failure.getMessage(), List.of());
        } catch (IOException | UncheckedIOException failure) {
            fail(
                    "A file in " + workspace.folder() + " can't be used (" + failure.getMessage()
                            + "): make the folder writable, or remove it.",
                    List.of());
        }
    }

    private void watch() {
        while (!parts.isStopping()) {
            endWithTheOthers();
            LockSupport.parkNanos(WATCH_INTERVAL.toNanos());
        }
    }

    private void endWithTheOthers() {
        if (!parent.equals(parentId())) {
            System.exit(FAILED);
        }
        if (started) {
            parts.ended()
                    .map(part -> part.name() + " has ended by itself: see " + workspace.logs() + ".")
                    .ifPresent(line -> fail(line, List.of()));
        }
    }

    /** What fails because everything is being stopped is no news. */
    private void fail(String line, List<String> evidence) {
        if (!parts.isStopping()) {
            console.failure(line, evidence);
            failed = true;
        }
        System.exit(FAILED);
    }

    private void stop() {
        parts.stop(
                () -> console.line("Stopping the services, then Redis and PostgreSQL ..."),
                () -> console.line("Everything has stopped."));
        if (claim.isPresent()) {
            workspace.forgetConnection();
        }
        if (started && !failed) {
            workspace.recordOrderlyEnd();
        }
    }

    private static Optional<Long> parentId() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid);
    }

    /** Libraries that log, such as Flyway, do not write between the lines of the console. */
    private void logToFile() throws IOException {
        LogManager.getLogManager().reset();
        FileHandler file = new FileHandler(workspace.log().toString());
        file.setFormatter(new SimpleFormatter());
        Logger.getLogger("").addHandler(file);
    }
}
