package io.devmesh.benchmark.rounds;

import io.devmesh.benchmark.report.Round;

/** What can be measured again and again. */
public interface Measured {
    /** In tables. */
    String name();

    /**
     * Measures once.
     *
     * @param number counted from 1; those before only warm up
     */
    Round round(int number);
}
