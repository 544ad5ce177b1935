package io.devmesh.benchmark.sample;

import java.util.List;
import java.util.stream.IntStream;

/** A few bodies over and over, so that making them costs nothing while something else is measured. */
public final class RepeatedPayloads implements Payloads {
    private final List<Payload> some;

    public RepeatedPayloads(List<Payload> some) {
        if (some.isEmpty()) {
            throw new IllegalArgumentException("no payloads");
        }
        this.some = List.copyOf(some);
    }

    /** The first {@code count} of others. */
    public static RepeatedPayloads of(Payloads others, int count) {
        return new RepeatedPayloads(
                IntStream.rangeClosed(1, count).mapToObj(others::payload).toList());
    }

    @Override
    public Payload payload(int number) {
        return some.get(number % some.size());
    }
}
