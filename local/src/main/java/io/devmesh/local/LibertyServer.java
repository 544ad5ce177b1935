package io.devmesh.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One instance of a server that the build left in an Open Liberty installation, as the container images run it: {@code
 * server run NAME}, everything by environment variables. Instances of the same server run side by side where each has
 * an output folder and a port of its own.
 */
public final class LibertyServer implements AutoCloseable {
    /** Liberty itself waits 30 s for its applications to drain. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR");

    private final String name;
    private final Path wlp;
    private final Path output;
    private final Path log;
    private final URI ready;
    private final Map<String, String> environment;
    private Optional<Process> process = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param name of the server, {@code edge-mcp} or {@code worker}
     * @param wlp the Liberty installation
     * @param output this instance's folder, for Liberty's own files
     * @param log where the server's standard output goes
     * @param port where {@code environment} makes it listen
     * @param environment all that it gets, beside the likes of PATH and HOME
     */
    public LibertyServer(String name, Path wlp, Path output, Path log, int port, Map<String, String> environment) {
        this.name = name;
        this.wlp = wlp.toAbsolutePath();
        this.output = output.toAbsolutePath();
        this.log = log.toAbsolutePath();
        this.ready = URI.create("http://localhost:" + port + "/health/ready");
        this.environment = Map.copyOf(environment);
    }

    /** Starts it, without waiting; {@link #awaitReady} does. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        Path script = wlp.resolve("bin").resolve("server");
        if (!Files.isRegularFile(script)) {
            throw new StartupException("There is no Open Liberty in " + wlp + ": run mvn package in the root first.");
        }
        try {
            Files.createDirectories(output);
            Files.createDirectories(log.getParent());
            endLeftover(name, output);
            new WorkArea(output.resolve(name).resolve("workarea")).delete();
            process = Optional.of(builder(script).start());
            record(name, output).write(process.get().toHandle());
        } catch (IOException failure) {
            throw new StartupException("The server " + name + " can't be started (" + failure.getMessage() + ").");
        }
    }

    /** Returns when it is ready; throws {@link StartupException} where it ends before, or not within {@code limit}. */
    public void awaitReady(Duration limit) {
        Process starting = running();
        long start = System.nanoTime();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER_LIMIT)
                .build()) {
            ServerLog serverLog = new ServerLog(new LogTail(log));
            String answer = "nothing";
            while (System.nanoTime() - start < limit.toNanos()) {
                if (starting.waitFor(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw failure("ended with exit code " + starting.exitValue() + " before it was ready");
                }
                Optional<HttpResponse<String>> response = ask(client);
                if (response.filter(received -> received.statusCode() == 200).isPresent()) {
                    return;
                }
                answer = response.map(HttpResponse::body).orElse(answer);
                if (serverLog.tellsFailure()) {
                    throw failure("can't start its application or get its port");
                }
            }
            throw failure("was not ready within " + limit.toSeconds() + " s; " + ready.getPath() + " answered "
                    + answer.strip());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted while it started");
        }
    }

    /** Ends it in order: it stops to accept, drains, and is killed only where that does not end. */
    public synchronized void stop() {
        process.map(Process::toHandle).map(Daemon::new).ifPresent(running -> running.stop(STOP_LIMIT));
        process = Optional.empty();
    }

    /** Ends it as {@code kill -9} does. */
    public synchronized void kill() {
        process.ifPresent(running -> running.descendants().forEach(ProcessHandle::destroyForcibly));
        process.map(Process::toHandle).map(Daemon::new).ifPresent(Daemon::kill);
        process = Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }

    public synchronized boolean isRunning() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** Its JVM, to pause or to watch. */
    public ProcessHandle process() {
        return running().toHandle();
    }

    public Path log() {
        return log;
    }

    /** Ends the instance that a killed launcher left in {@code output}, if there is one. */
    static void endLeftover(String name, Path output) {
        record(name, output).process().map(Daemon::new).ifPresent(left -> left.stop(STOP_LIMIT));
    }

    private static ProcessRecord record(String name, Path output) {
        return new ProcessRecord(output.resolve(name + ".process"));
    }

    private synchronized Process running() {
        return process.orElseThrow(() -> new IllegalStateException("The server " + name + " is not started"));
    }

    /** The script replaces itself by the JVM, so that the process that is started here is the one to end. */
    private ProcessBuilder builder(Path script) {
        ProcessBuilder builder = new ProcessBuilder(script.toString(), "run", name)
                .directory(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
        Map<String, String> variables = builder.environment();
        variables.keySet().retainAll(INHERITED);
        variables.putAll(environment);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("WLP_OUTPUT_DIR", output.toString());
        return builder;
    }

    private Optional<HttpResponse<String>> ask(HttpClient client) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(ready).timeout(ANSWER_LIMIT).build();
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private StartupException failure(String what) {
        return new StartupException(
                "The server " + name + " " + what + ": see " + log + ".", new ServerLog(new LogTail(log)).evidence());
    }
}
