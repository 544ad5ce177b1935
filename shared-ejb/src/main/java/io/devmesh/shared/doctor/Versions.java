package io.devmesh.shared.doctor;

import java.util.stream.Stream;

/** Compares version numbers by their first two parts. */
final class Versions {
    private Versions() {}

    /** False where {@code version} is no version number. */
    static boolean isAtLeast(String version, String oldest) {
        int[] have = parts(version);
        int[] want = parts(oldest);
        return have[0] != want[0] ? have[0] > want[0] : have[1] >= want[1];
    }

    private static int[] parts(String version) {
        int[] numbers = Stream.of(version.split("\\D+"))
                .filter(part -> !part.isEmpty())
                .limit(2)
                .mapToInt(Integer::parseInt)
                .toArray();
        return new int[] {numbers.length > 0 ? numbers[0] : 0, numbers.length > 1 ? numbers[1] : 0};
    }
}
