package io.devmesh.shared.doctor;

import java.time.Duration;
import java.util.Locale;

/** Prints short times. */
final class Latency {
    private Latency() {}

    static String text(Duration duration) {
        return String.format(Locale.ROOT, "%.2f ms", duration.toNanos() / 1e6);
    }
}
