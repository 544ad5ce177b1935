package io.devmesh.benchmark.report;

import java.util.List;

/** The memory that one server takes for something, or why that is not known. */
public sealed interface Footprint {
    /** Of what was measured. */
    String name();

    /**
     * Measured, round by round.
     *
     * @param before mebibytes that the process held without it, in the last round
     * @param mebibytes that it held more with it
     */
    record Measured(String name, double before, List<Double> mebibytes) implements Footprint {
        public Measured {
            mebibytes = List.copyOf(mebibytes);
        }

        public double median() {
            return Median.of(mebibytes.stream().mapToDouble(Double::doubleValue));
        }
    }

    /** Not measured. */
    record Skipped(String name, String reason) implements Footprint {}
}
