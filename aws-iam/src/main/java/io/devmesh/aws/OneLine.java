package io.devmesh.aws;

/** What AWS or its SDK said, for a log line. */
final class OneLine {
    private static final int LONGEST = 300;

    private OneLine() {}

    static String of(String said) {
        String line = String.valueOf(said).replaceAll("\\p{Cntrl}+", " ");
        return line.substring(0, Math.min(line.length(), LONGEST));
    }
}
