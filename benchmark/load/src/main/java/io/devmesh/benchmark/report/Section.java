package io.devmesh.benchmark.report;

import java.util.List;

/** What one benchmark found. */
public sealed interface Section {
    /** A word. */
    String name();

    /**
     * How fast something is.
     *
     * @param unit of what is counted
     */
    record Rates(String name, String unit, List<Series> series, List<Comparison> comparisons) implements Section {
        public Rates {
            series = List.copyOf(series);
            comparisons = List.copyOf(comparisons);
        }
    }

    /**
     * How much memory something takes.
     *
     * @param count of what the memory is for
     * @param unit of that
     */
    record Memory(String name, int count, String unit, List<Footprint> footprints) implements Section {
        public Memory {
            footprints = List.copyOf(footprints);
        }
    }
}
