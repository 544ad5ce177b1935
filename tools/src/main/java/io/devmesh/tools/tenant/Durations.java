package io.devmesh.tools.tenant;

import io.devmesh.tools.command.CommandFailedException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what people call a time span. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})([smhd])");

    private Durations() {}

    static Duration parse(String option, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new CommandFailedException(option + " is a number with s, m, h or d: 12h or 90d, for example");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
