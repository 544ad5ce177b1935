package io.devmesh.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a chart replaces pods, by its {@code values.yaml}: no more than {@code surge} above the wanted number, and {@code unavailable}
 * below it; from the deletion on, {@code preStop} passes before SIGTERM, and {@code grace} before the pod is killed.
 */
record Rollout(int surge, int unavailable, Duration preStop, Duration grace) {
    static Rollout of(String chart) {
        String values = read(Path.of("..", "helm", chart, "values.yaml"));
        return new Rollout(
                number(values, "rollingUpdate: \\{ maxSurge: (\\d+),"),
                number(values, "rollingUpdate: \\{.* maxUnavailable: (\\d+) \\}"),
                Duration.ofSeconds(number(values, "preStopSeconds: (\\d+)")),
                Duration.ofSeconds(number(values, "terminationGracePeriodSeconds: (\\d+)")));
    }

    private static int number(String values, String line) {
        Matcher matcher = Pattern.compile("(?m)^ *" + line).matcher(values);
        if (!matcher.find()) {
            throw new AssertionError("values.yaml has no line " + line);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
