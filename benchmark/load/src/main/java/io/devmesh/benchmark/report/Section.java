package io.devmesh.benchmark.report;

import java.util.List;

/**
 * What one benchmark found.
 *
 * @param name a word
 * @param unit of what is counted
 */
public record Section(String name, String unit, List<Series> series, List<Comparison> comparisons) {
    public Section {
        series = List.copyOf(series);
        comparisons = List.copyOf(comparisons);
    }
}
