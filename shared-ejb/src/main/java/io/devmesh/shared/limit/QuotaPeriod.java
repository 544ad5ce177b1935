package io.devmesh.shared.limit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalInt;

/** For how long a quota is counted, in UTC. */
public enum QuotaPeriod {
    DAY,
    MONTH;

    /** As rows and answers call it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first day of the period that {@code now} is in. */
    public LocalDate start(Instant now) {
        LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
        return this == DAY ? today : today.withDayOfMonth(1);
    }

    /** The first day after the period that begins on {@code start}. */
    public LocalDate end(LocalDate start) {
        return this == DAY ? start.plusDays(1) : start.plusMonths(1);
    }

    /** The quota for it; empty where it is the configuration's. */
    public OptionalInt quota(LimitOverride limits) {
        return this == DAY ? limits.dailyQuota() : limits.monthlyQuota();
    }
}
