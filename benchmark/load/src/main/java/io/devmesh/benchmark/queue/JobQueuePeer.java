package io.devmesh.benchmark.queue;

import io.devmesh.benchmark.peer.PeerProcess;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.rounds.Measured;
import io.devmesh.benchmark.servers.Cpu;
import io.devmesh.benchmark.servers.Store;
import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A queue with jobs that do nothing: filled first, then drained.
 *
 * @param name in tables
 * @param jobs in a round
 * @param bytes that each job carries
 */
record JobQueuePeer(String name, Store store, PeerProcess process, int jobs, int bytes) implements Measured {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public Round round(int number) {
        post("/fill?jobs=" + jobs + "&bytes=" + bytes);
        store.settle();
        Cpu cpu = new Cpu(process.handle());
        JsonNode done = post("/drain");
        Duration used = cpu.used();
        if (done.path("jobs").longValue() != jobs || done.path("left").longValue() != 0) {
            throw new IllegalStateException(name + " ran " + done + " instead of " + jobs);
        }
        Duration time = Duration.ofNanos((long) (done.path("seconds").doubleValue() * 1e9));
        return Round.of(number, jobs, time, used, Optional.empty()).moving((long) jobs * bytes);
    }

    private JsonNode post(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + path))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(name + " answered " + answer.statusCode() + " " + answer.body());
            }
            return Json.mapper().readTree(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        }
    }
}
