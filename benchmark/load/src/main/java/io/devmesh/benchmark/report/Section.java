package io.devmesh.benchmark.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one benchmark found. */
public sealed interface Section {
    /** A word. */
    String name();

    /**
     * How fast something is.
     *
     * @param unit of what is counted
     * @param limits that are not to be exceeded
     * @param skipped names of what could not be measured, with the reason
     */
    record Rates(
            String name,
            String unit,
            List<Series> series,
            List<Comparison> comparisons,
            List<Limit> limits,
            Map<String, String> skipped)
            implements Section {
        public Rates {
            series = List.copyOf(series);
            comparisons = List.copyOf(comparisons);
            limits = List.copyOf(limits);
            skipped = new TreeMap<>(skipped);
        }

        public Rates(String name, String unit, List<Series> series, List<Comparison> comparisons) {
            this(name, unit, series, comparisons, List.of(), Map.of());
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
