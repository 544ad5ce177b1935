package io.devmesh.benchmark.rounds;

import io.devmesh.benchmark.report.Round;
import io.devmesh.benchmark.report.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A B C A B C …
 *
 * @param warmUps rounds before those that count
 * @param rounds that count
 */
public record Interleaved(int warmUps, int rounds) {
    /** In the order of {@code all}. */
    public List<Series> run(List<? extends Measured> all) {
        List<List<Round>> rows = new ArrayList<>();
        for (int number = 1 - warmUps; number <= rounds; number++) {
            int current = number;
            rows.add(all.stream().map(one -> one.round(current)).toList());
        }
        List<List<Round>> counted = rows.subList(warmUps, rows.size());
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Series(
                        all.get(i).name(),
                        counted.stream().map(row -> row.get(i)).toList()))
                .toList();
    }
}
