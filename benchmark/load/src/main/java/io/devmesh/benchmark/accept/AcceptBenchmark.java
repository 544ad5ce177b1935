package io.devmesh.benchmark.accept;

import io.devmesh.benchmark.drain.EntryFields;
import io.devmesh.benchmark.drain.SampleEvents;
import io.devmesh.benchmark.report.Comparison;
import io.devmesh.benchmark.report.Section;
import io.devmesh.benchmark.report.Series;
import io.devmesh.benchmark.rounds.Interleaved;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Replicated and not in turns, on the same pair. */
public final class AcceptBenchmark {
    private static final double TARGET = 0.9;
    private static final int WARM_UP_ROUNDS = 2;
    private static final int ENTRIES = 1_000;

    private final ReplicaPair pair;
    private final int events;
    private final List<Map<byte[], byte[]>> entries;

    public AcceptBenchmark(ReplicaPair pair, SampleEvents samples, int events) {
        this.pair = pair;
        this.events = events;
        this.entries = IntStream.rangeClosed(1, ENTRIES)
                .mapToObj(number -> EntryFields.of(samples.event(number)))
                .toList();
    }

    public Section run(int rounds) {
        List<Accepting> ways = List.of(
                new Accepting("accept: XADD and one WAIT for 100", pair, true, events, entries),
                new Accepting("accept: XADD alone", pair, false, events, entries));
        List<Series> series = new Interleaved(WARM_UP_ROUNDS, rounds).run(ways);
        Comparison comparison = new Comparison(series.getFirst(), series.getLast(), Optional.of(TARGET));
        return new Section.Rates("accept", "events", series, List.of(comparison));
    }
}
