package io.devmesh.benchmark;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What can be chosen, by system properties {@code benchmark.*}.
 *
 * @param parts of {@code drain}, {@code corpus}, {@code queue}, {@code latency}, {@code fairness}, {@code sustained},
 *     {@code accept}, {@code durability}, {@code recovery}, {@code tools}, {@code admission}, {@code start},
 *     {@code webhooks}, {@code peers} and {@code streams}
 * @param rounds that count, beside those that warm up
 * @param events that a round of {@code drain} begins with
 * @param bodyBytes of an event
 * @param duration of a round of the others
 * @param connections of the load generator
 * @param streams that are open at the same time
 * @param sustained for how long {@code sustained} takes events
 * @param outage for how long PostgreSQL is away in {@code recovery}
 */
record Parameters(
        Set<String> parts,
        int rounds,
        int events,
        int bodyBytes,
        Duration duration,
        int connections,
        int streams,
        Duration sustained,
        Duration outage) {
    private static final String PREFIX = "benchmark.";

    static Parameters from(Properties properties) {
        return new Parameters(
                Set.of(text(properties, "parts").split(",", -1)),
                number(properties, "rounds"),
                number(properties, "events"),
                number(properties, "bodyBytes"),
                Duration.ofSeconds(number(properties, "seconds")),
                number(properties, "connections"),
                number(properties, "streams"),
                Duration.ofMinutes(number(properties, "minutes")),
                Duration.ofSeconds(number(properties, "outageSeconds")));
    }

    Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        map.put("parts", String.join(",", parts.stream().sorted().toList()));
        map.put("rounds", Integer.toString(rounds));
        map.put("events", Integer.toString(events));
        map.put("body_bytes", Integer.toString(bodyBytes));
        map.put("seconds", Long.toString(duration.toSeconds()));
        map.put("connections", Integer.toString(connections));
        map.put("streams", Integer.toString(streams));
        map.put("minutes", Long.toString(sustained.toMinutes()));
        map.put("outage_seconds", Long.toString(outage.toSeconds()));
        return map;
    }

    private static int number(Properties properties, String name) {
        int value = Integer.parseInt(text(properties, name));
        if (value < 1) {
            throw new IllegalArgumentException(PREFIX + name + " must be at least 1");
        }
        return value;
    }

    private static String text(Properties properties, String name) {
        String value = properties.getProperty(PREFIX + name);
        if (value == null) {
            throw new IllegalArgumentException(PREFIX + name + " is not set");
        }
        return value.strip();
    }
}
