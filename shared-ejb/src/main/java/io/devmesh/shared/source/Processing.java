package io.devmesh.shared.source;

import io.devmesh.shared.json.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the events of a source are processed. Most sources need nothing but what {@link #standard} says.
 *
 * @param order which of them one after the other
 * @param parks whether an event that waits for its retry holds those behind it in that order
 * @param priority of the source against others
 * @param concurrency in how many lanes of the Worker that reads its events are at the most; empty for all
 * @param attempts before an event is dead; empty for the Worker's own number
 * @param firstDelay before the second attempt at the longest; empty for the Worker's own
 * @param longestDelay between two attempts; empty for the Worker's own
 * @param rules as docs/webhooks.md tells, an array; only the Worker knows what they mean
 */
public record Processing(
        Ordering order,
        boolean parks,
        Priority priority,
        Optional<Integer> concurrency,
        Optional<Integer> attempts,
        Optional<Duration> firstDelay,
        Optional<Duration> longestDelay,
        Optional<JsonNode> rules) {
    private static final int MOST_ATTEMPTS = 100;
    private static final int MOST_LANES = 32;
    private static final Duration LONGEST = Duration.ofDays(1);
    /** What its JSON object may have. */
    public static final Set<String> FIELDS = Set.of(
            "order", "on_retry", "priority", "concurrency", "attempts", "first_delay_ms", "longest_delay_ms", "rules");

    /** Who comes first where several wait. */
    public enum Priority {
        HIGH,
        NORMAL,
        LOW
    }

    /** By repository, parking, with normal priority. */
    public static Processing standard() {
        return of(Json.mapper().createObjectNode());
    }

    /** Throws IllegalArgumentException, with what is wrong, for an object that is not what {@link #toJson} gives. */
    public static Processing of(ObjectNode json) {
        json.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("unknown setting: " + unknown);
                });
        return new Processing(
                Ordering.of(json.path("order").asString("repository")),
                parks(json.path("on_retry").asString("park")),
                priority(json.path("priority").asString("normal")),
                number(json, "concurrency", MOST_LANES),
                number(json, "attempts", MOST_ATTEMPTS),
                delay(json, "first_delay_ms"),
                delay(json, "longest_delay_ms"),
                Optional.of(json.path("rules")).filter(node -> !node.isMissingNode()));
    }

    /** Only what differs from {@link #standard}. */
    public ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        if (!(order instanceof Ordering.ByRepository)) {
            json.put("order", order.wire());
        }
        if (!parks) {
            json.put("on_retry", "pass");
        }
        if (priority != Priority.NORMAL) {
            json.put("priority", priority.name().toLowerCase(Locale.ROOT));
        }
        concurrency.ifPresent(number -> json.put("concurrency", number));
        attempts.ifPresent(number -> json.put("attempts", number));
        firstDelay.ifPresent(delay -> json.put("first_delay_ms", delay.toMillis()));
        longestDelay.ifPresent(delay -> json.put("longest_delay_ms", delay.toMillis()));
        rules.ifPresent(array -> json.set("rules", array));
        return json;
    }

    private static boolean parks(String text) {
        return switch (text) {
            case "park" -> true;
            case "pass" -> false;
            default -> throw new IllegalArgumentException("on_retry must be park or pass");
        };
    }

    private static Priority priority(String text) {
        for (Priority priority : Priority.values()) {
            if (priority.name().toLowerCase(Locale.ROOT).equals(text)) {
                return priority;
            }
        }
        throw new IllegalArgumentException("priority must be high, normal or low");
    }

    private static Optional<Integer> number(ObjectNode json, String name, int most) {
        return whole(json, name, most).map(Long::intValue);
    }

    private static Optional<Duration> delay(ObjectNode json, String name) {
        return whole(json, name, LONGEST.toMillis()).map(Duration::ofMillis);
    }

    private static Optional<Long> whole(ObjectNode json, String name, long most) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 1 || value.asLong() > most) {
            throw new IllegalArgumentException(name + " must be a whole number from 1 to " + most);
        }
        return Optional.of(value.asLong());
    }
}
