package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.http.SingleCall;
import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Limit;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.servers.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The bare servlet, and the same after the caller's key and all limits were checked. */
public final class AdmissionBenchmark {
    /** Milliseconds. */
    private static final double MOST_P99 = 1;

    private final Servers servers;
    private final int connections;
    private final Duration duration;

    /**
     * Calls nothing yet.
     *
     * @param connections of the load generator where the rate is measured; waiting times are those of one
     */
    public AdmissionBenchmark(Servers servers, int connections, Duration duration) {
        this.servers = servers;
        this.connections = connections;
        this.duration = duration;
    }

    public Section run(int rounds) {
        HttpPost echo = new ToolCallRequests(McpEndpoint.of(servers)).echoInSessionEra();
        byte[] answer = Subject.of("tools/call echo", echo, servers.edge())
                .checked()
                .first()
                .body();
        List<Series> busy = new Turns(connections, duration).run(subjects("", echo, answer), rounds);
        List<Series> alone = new Turns(1, duration).run(subjects(", one caller", echo, answer), rounds);
        List<Series> all = new ArrayList<>(busy);
        all.addAll(alone);
        return new Section.Rates(
                "admission",
                "requests",
                all,
                List.of(new Comparison(busy.get(1), busy.get(0), Optional.empty())),
                List.of(new Limit("added p99 ms, one caller", added(alone, Latency::p99), MOST_P99)),
                Map.of());
    }

    private List<Subject> subjects(String callers, HttpPost echo, byte[] answer) {
        return List.of("bare", "admitted").stream()
                .map(path -> {
                    SingleCall.send(echo.to("PUT", "/" + path, answer));
                    return Subject.of(
                            path + " servlet" + callers, echo.to("POST", "/" + path, echo.body()), servers.edge());
                })
                .toList();
    }

    /** Round by round. */
    private static List<Double> added(List<Series> pair, ToDoubleFunction<Latency> figure) {
        return IntStream.range(0, pair.get(0).rounds().size())
                .mapToObj(i -> of(pair.get(1).rounds().get(i), figure)
                        - of(pair.get(0).rounds().get(i), figure))
                .toList();
    }

    private static double of(Round round, ToDoubleFunction<Latency> figure) {
        return figure.applyAsDouble(round.latency().orElseThrow());
    }
}
