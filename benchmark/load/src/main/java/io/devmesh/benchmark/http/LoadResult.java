package io.devmesh.benchmark.http;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param answers all of them as expected; anything else ends the benchmark
 * @param time from the first request to the last answer
 * @param waits nanoseconds from a request to its answer
 */
public record LoadResult(long answers, Duration time, Histogram waits) {}
