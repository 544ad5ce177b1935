package io.devmesh.shared.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Limits of one tenant or one key; empty where the configuration's hold.
 *
 * @param rps requests in a second
 * @param burst requests at once after a quiet time; twice the rate where only that is given
 * @param dailyQuota calls in a day (UTC)
 * @param monthlyQuota calls in a month (UTC)
 * @param concurrency calls under way, of each key, on each replica
 */
public record LimitOverride(
        OptionalInt rps, OptionalInt burst, OptionalInt dailyQuota, OptionalInt monthlyQuota, OptionalInt concurrency) {
    public static final LimitOverride NONE = of(Map.of());

    /** With those values; the rest is empty. */
    public static LimitOverride of(Map<LimitField, Integer> values) {
        return new LimitOverride(
                number(values.get(LimitField.RPS)),
                number(values.get(LimitField.BURST)),
                number(values.get(LimitField.DAILY_QUOTA)),
                number(values.get(LimitField.MONTHLY_QUOTA)),
                number(values.get(LimitField.CONCURRENCY)));
    }

    /** Those that are not empty. */
    public Map<LimitField, Integer> values() {
        Map<LimitField, Integer> values = new EnumMap<>(LimitField.class);
        for (LimitField field : LimitField.values()) {
            field.in(this).ifPresent(number -> values.put(field, number));
        }
        return values;
    }

    /** The first value that is above that of {@code bound}; what is empty there bounds nothing. */
    public Optional<LimitField> above(LimitOverride bound) {
        Map<LimitField, Integer> most = bound.values();
        return values().entrySet().stream()
                .filter(given -> most.containsKey(given.getKey()) && given.getValue() > most.get(given.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static OptionalInt number(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
