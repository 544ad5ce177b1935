package io.devmesh.shared.limit;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** A value of a {@link LimitOverride}, by the name that rows, the API and the audit log give it. */
public enum LimitField {
    RPS("rps", 1_000_000),
    BURST("burst", 2_000_000),
    DAILY_QUOTA("daily_quota", 2_000_000_000),
    MONTHLY_QUOTA("monthly_quota", 2_000_000_000),
    CONCURRENCY("concurrency", 1_000_000);

    private final String wire;
    private final int most;

    LimitField(String wire, int most) {
        this.wire = wire;
        this.most = most;
    }

    public static Optional<LimitField> of(String wire) {
        return Arrays.stream(values()).filter(field -> field.wire.equals(wire)).findFirst();
    }

    public String wire() {
        return wire;
    }

    /** As those of the variables; the least is 1. */
    public int most() {
        return most;
    }

    public boolean allows(long number) {
        return number >= 1 && number <= most;
    }

    OptionalInt in(LimitOverride limits) {
        return switch (this) {
            case RPS -> limits.rps();
            case BURST -> limits.burst();
            case DAILY_QUOTA -> limits.dailyQuota();
            case MONTHLY_QUOTA -> limits.monthlyQuota();
            case CONCURRENCY -> limits.concurrency();
        };
    }
}
