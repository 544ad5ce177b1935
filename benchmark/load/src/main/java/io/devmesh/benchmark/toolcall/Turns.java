package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.http.LoadGenerator;
import io.devmesh.benchmark.http.LoadResult;
import io.devmesh.benchmark.report.Latency;
import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.servers.Cpu;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rounds of several subjects in turns, after some that only warm up.
 *
 * @param connections of the load generator
 * @param duration of a round
 */
public record Turns(int connections, Duration duration) {
    /** JVMs and Node compile what is called often while it is called: rounds before that would measure the compiler. */
    private static final int WARM_UP_ROUNDS = 10;

    /** In the subjects' order. */
    public List<Series> run(List<Subject> subjects, int rounds) {
        List<List<Round>> rows = new ArrayList<>();
        for (int number = 1 - WARM_UP_ROUNDS; number <= rounds; number++) {
            int current = number;
            rows.add(subjects.stream().map(subject -> round(current, subject)).toList());
        }
        List<List<Round>> counted = rows.subList(WARM_UP_ROUNDS, rows.size());
        return IntStream.range(0, subjects.size())
                .mapToObj(i -> new Series(
                        subjects.get(i).name(),
                        counted.stream().map(row -> row.get(i)).toList()))
                .toList();
    }

    private Round round(int number, Subject subject) {
        byte[] bytes = subject.request().bytes();
        Cpu cpu = new Cpu(subject.process());
        LoadResult result = new LoadGenerator(subject.request().port(), connections)
                .run(duration, () -> () -> bytes, subject.first().expected());
        return Round.of(number, result.answers(), result.time(), cpu.used(), Optional.of(Latency.of(result.waits())));
    }
}
