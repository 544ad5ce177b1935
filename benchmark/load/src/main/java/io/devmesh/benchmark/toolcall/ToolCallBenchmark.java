package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.http.LoadGenerator;
import io.devmesh.benchmark.http.LoadResult;
import io.devmesh.benchmark.http.SingleCall;
import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.servers.Cpu;
import io.devmesh.benchmark.servers.Servers;
import io.devmesh.shared.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Rounds of all subjects in turns, over the same connections' number and for the same time. */
public final class ToolCallBenchmark {
    private static final double TARGET = 0.5;

    /** The JVM compiles what is called often while it is called: rounds before that would measure the compiler. */
    private static final int WARM_UP_ROUNDS = 3;

    private static final String TEXT = "What did the last build of the main branch say about the tests of the door?";

    private final Servers servers;
    private final LoadGenerator load;
    private final Duration duration;

    public ToolCallBenchmark(Servers servers, int connections, Duration duration) {
        this.servers = servers;
        this.load = new LoadGenerator(servers.edgePort(), connections);
        this.duration = duration;
    }

    private record Subject(String name, HttpPost request, SingleCall first) {
        Subject(String name, HttpPost request) {
            this(name, request, SingleCall.send(request));
        }
    }

    /**
     * Warms up, measures, and compares with the bare servlet.
     *
     * @param event the id of an event that is stored
     */
    public Section run(int rounds, String event) {
        ToolCallRequests requests = new ToolCallRequests(servers);
        HttpPost echo = requests.sessionEra("echo", Map.of("text", TEXT));
        Subject session = new Subject("tools/call echo, 2025-11-25", echo);
        SingleCall.send(echo.to("PUT", "/bare", session.first().body()));
        List<Subject> subjects = List.of(
                new Subject("bare servlet", echo.to("POST", "/bare", echo.body())),
                session,
                new Subject("tools/call echo, 2026-07-28", requests.statelessEra("echo", Map.of("text", TEXT))),
                new Subject("tools/call event_get", requests.sessionEra("event_get", Map.of("id", event))));
        subjects.forEach(ToolCallBenchmark::check);

        List<List<Round>> rows = new ArrayList<>();
        for (int number = 1 - WARM_UP_ROUNDS; number <= rounds; number++) {
            int current = number;
            rows.add(subjects.stream().map(subject -> round(current, subject)).toList());
        }
        List<List<Round>> counted = rows.subList(WARM_UP_ROUNDS, rows.size());
        List<Series> series = IntStream.range(0, subjects.size())
                .mapToObj(i -> new Series(
                        subjects.get(i).name(),
                        counted.stream().map(row -> row.get(i)).toList()))
                .toList();
        return new Section(
                "tools",
                "requests",
                series,
                List.of(
                        new Comparison(series.get(1), series.getFirst(), Optional.of(TARGET)),
                        new Comparison(series.get(2), series.getFirst(), Optional.of(TARGET)),
                        new Comparison(series.get(3), series.getFirst(), Optional.empty())));
    }

    private Round round(int number, Subject subject) {
        byte[] bytes = subject.request().bytes();
        Cpu cpu = new Cpu(servers.edge());
        LoadResult result =
                load.run(duration, () -> () -> bytes, subject.first().expected());
        return Round.of(number, result.answers(), result.time(), cpu.used(), Optional.of(Latency.of(result.waits())));
    }

    /** That it answers is not enough: the answer must be a result. */
    private static void check(Subject subject) {
        JsonNode answer = Json.mapper().readTree(subject.first().body());
        if (subject.first().status() != 200
                || !answer.at("/result/structuredContent").isObject()) {
            throw new IllegalStateException(
                    subject.name() + " answered " + subject.first().status() + " " + answer);
        }
    }
}
