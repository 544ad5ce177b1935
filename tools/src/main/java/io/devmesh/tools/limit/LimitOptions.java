package io.devmesh.tools.limit;

import io.devmesh.shared.limit.LimitField;
import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.tools.command.CommandFailedException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much somebody may use, as options. */
final class LimitOptions {
    @Option(names = "--rps", paramLabel = "NUMBER", description = "Requests in a second.")
    private Optional<Long> rps = Optional.empty();

    @Option(
            names = "--burst",
            paramLabel = "NUMBER",
            description = "Requests at once after a quiet time; twice --rps where only that is set.")
    private Optional<Long> burst = Optional.empty();

    @Option(names = "--daily-quota", paramLabel = "NUMBER", description = "Calls in a day (UTC).")
    private Optional<Long> dailyQuota = Optional.empty();

    @Option(names = "--monthly-quota", paramLabel = "NUMBER", description = "Calls in a month (UTC).")
    private Optional<Long> monthlyQuota = Optional.empty();

    @Option(
            names = "--concurrency",
            paramLabel = "NUMBER",
            description = "Calls under way, of each key on each replica.")
    private Optional<Long> concurrency = Optional.empty();

    /** Throws CommandFailedException where there is none, or one out of its bounds. */
    LimitOverride limits() {
        Map<LimitField, Integer> values = new EnumMap<>(LimitField.class);
        for (LimitField field : LimitField.values()) {
            given(field).ifPresent(number -> values.put(field, checked(field, number)));
        }
        if (values.isEmpty()) {
            throw new CommandFailedException("Name a limit: --rps, --burst, --daily-quota, --monthly-quota or"
                    + " --concurrency; devmesh limit clear lets the variables hold");
        }
        return LimitOverride.of(values);
    }

    private Optional<Long> given(LimitField field) {
        return switch (field) {
            case RPS -> rps;
            case BURST -> burst;
            case DAILY_QUOTA -> dailyQuota;
            case MONTHLY_QUOTA -> monthlyQuota;
            case CONCURRENCY -> concurrency;
        };
    }

    private static int checked(LimitField field, long number) {
        if (!field.allows(number)) {
            throw new CommandFailedException(LimitText.option(field) + " is " + number
                    + ", and must be a number from 1 to " + field.most() + "; leave it out for that of the variables");
        }
        return (int) number;
    }
}
