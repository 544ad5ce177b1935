package io.devmesh.shared.limit;

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
    public static final LimitOverride NONE = new LimitOverride(
            OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
}
