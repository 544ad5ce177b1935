package io.devmesh.system.image;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;

/** A pod that was started, with the probes of its manifest. */
final class RunningPod implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Containers containers;
    private final String name;
    private final Process process;
    private final JsonNode pod;
    private final Path log;

    private RunningPod(Containers containers, String name, Process process, JsonNode pod, Path log) {
        this.containers = containers;
        this.name = name;
        this.process = process;
        this.pod = pod;
        this.log = log;
    }

    static RunningPod start(Containers containers, String name, ProcessBuilder program, JsonNode pod) {
        containers.remove(name);
        Path log = containers.folder("log").resolve(name + ".log");
        try {
            Process process = program.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new RunningPod(containers, name, process, pod, log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Returns when it has started as the start-up probe allows, and is ready. */
    void awaitReady() {
        JsonNode startup = container().path("startupProbe");
        Duration limit = Duration.ofSeconds(startup.path("periodSeconds").asLong()
                * startup.path("failureThreshold").asLong());
        awaitProbe("startupProbe", limit);
        awaitProbe("readinessProbe", limit);
        awaitProbe("livenessProbe", limit);
    }

    /** Where that takes too long, the log tells what each thread does. */
    private void awaitProbe(String probe, Duration limit) {
        try {
            awaitAnswer(probe, limit);
        } catch (ConditionTimeoutException late) {
            logThreads();
            throw late;
        }
    }

    /** Has the log tell what each thread does. */
    void logThreads() {
        containers.signal(name, "QUIT");
    }

    private void awaitAnswer(String probe, Duration limit) {
        await(name + " answers its " + probe + "; see " + log)
                .atMost(limit)
                .pollInterval(POLL)
                .failFast("it has ended", () -> !process.isAlive())
                .until(() -> answers(probe));
    }

    /** Whether the probe of that name succeeds, as a kubelet asks it: at the port that the container names. */
    boolean answers(String probe) throws InterruptedException {
        JsonNode settings = container().path(probe);
        JsonNode get = settings.path("httpGet");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + port(get.path("port").asString()) + get.path("path").asString()))
                .timeout(Duration.ofSeconds(settings.path("timeoutSeconds").asLong()))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 400;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** By the name that it has in the manifest. */
    int port(String portName) {
        for (JsonNode port : container().path("ports")) {
            if (port.path("name").asString().equals(portName)) {
                return port.path("containerPort").asInt();
            }
        }
        throw new AssertionError("no port " + portName);
    }

    /** Ends it as a kubelet does, with the grace that the manifest gives; returns its exit code. */
    int stop() {
        containers.stop(
                name,
                Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong()));
        return awaitEnd();
    }

    /** Returns its exit code when it has ended by itself. */
    int awaitEnd() {
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new AssertionError(name + " does not end: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name + ", whose log is " + log;
    }

    @Override
    public void close() {
        containers.remove(name);
    }

    private JsonNode container() {
        return pod.path("containers").path(0);
    }
}
