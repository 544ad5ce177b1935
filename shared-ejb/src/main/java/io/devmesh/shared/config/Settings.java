package io.devmesh.shared.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Typed, checked reading of settings by their environment names. A variable that is set but empty counts as unset,
 * because charts render optional values so; {@link #isSet} tells the two apart where it matters.
 */
public final class Settings {
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern WHOLE_SECONDS = Pattern.compile("\\d{1,9}[smhd]");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB)?");
    private static final Map<String, Long> SIZE_UNITS =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private final Function<String, String> values;
    private final Function<String, String> expanded;

    /** Reads from {@code config}: environment, mounted files and Liberty variables, in MicroProfile's order. */
    public Settings(Config config) {
        this(
                name -> config.getConfigValue(name).getRawValue(),
                name -> config.getConfigValue(name).getValue());
    }

    private Settings(Function<String, String> values, Function<String, String> expanded) {
        this.values = values;
        this.expanded = expanded;
    }

    /** Settings from a plain map, for programs without a MicroProfile runtime and for tests. */
    public static Settings of(Map<String, String> values) {
        return of(values::get);
    }

    /** Settings that are looked up by name each time they are asked for; null where there is none. */
    public static Settings of(Function<String, String> values) {
        return new Settings(values, values);
    }

    /** True where the variable exists, even with an empty value. */
    public boolean isSet(String name) {
        return values.apply(name) != null;
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.apply(name)).filter(value -> !value.isBlank());
    }

    public String text(String name, String defaultValue) {
        return text(name).orElse(defaultValue);
    }

    /** The only kind of setting in which <code>${…}</code> is resolved: Liberty's defaults name its own folders so. */
    public Optional<Path> folder(String name) {
        return Optional.ofNullable(expanded.apply(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    public int integer(String name, int defaultValue, int min, int max) {
        return text(name)
                .map(value -> {
                    if (!value.strip().matches("-?\\d{1,10}")) {
                        throw refuse(name, value, "is not a whole number", "set a number from " + min + " to " + max);
                    }
                    long number = Long.parseLong(value.strip());
                    if (number < min || number > max) {
                        throw refuse(name, value, "is out of range", "set a number from " + min + " to " + max);
                    }
                    return (int) number;
                })
                .orElse(defaultValue);
    }

    /** Accepts a whole number, or {@code off}, which is empty, as {@code defaultValue} may be. */
    public OptionalInt limit(String name, OptionalInt defaultValue, int max) {
        return text(name)
                .map(value -> {
                    String given = value.strip();
                    if (given.equalsIgnoreCase("off")) {
                        return OptionalInt.empty();
                    }
                    if (!given.matches("\\d{1,10}") || Long.parseLong(given) < 1 || Long.parseLong(given) > max) {
                        throw refuse(name, value, "is not a limit", "set a number from 1 to " + max + ", or off");
                    }
                    return OptionalInt.of(Integer.parseInt(given));
                })
                .orElse(defaultValue);
    }

    /** Accepts true, false, 1, 0, yes and no in any case. */
    public boolean bool(String name, boolean defaultValue) {
        return text(name)
                .map(value -> switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "true", "1", "yes" -> true;
                    case "false", "0", "no" -> false;
                    default -> throw refuse(name, value, "is not a boolean", "set true or false");
                })
                .orElse(defaultValue);
    }

    /** Accepts one of {@code allowed}, letter by letter. */
    public String oneOf(String name, String defaultValue, String... allowed) {
        String value = text(name, defaultValue);
        if (!List.of(allowed).contains(value)) {
            throw refuse(name, value, "is not known", "set one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** A TCP port, 1 to 65535. */
    public int port(String name, int defaultValue) {
        return integer(name, defaultValue, 1, 65_535);
    }

    /** Accepts {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d} and ISO-8601 ({@code PT5S}). */
    public Duration duration(String name, Duration defaultValue, Duration min, Duration max) {
        return text(name)
                .map(value -> {
                    Duration duration = parseDuration(name, value.strip());
                    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                        throw refuse(name, value, "is out of range", "set a duration from " + min + " to " + max);
                    }
                    return duration;
                })
                .orElse(defaultValue);
    }

    /**
     * Accepts whole seconds in the forms that Liberty reads too, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d}, from
     * {@code 1s} on.
     */
    public Duration seconds(String name, Duration defaultValue, Duration max) {
        text(name)
                .filter(value -> !WHOLE_SECONDS.matcher(value.strip()).matches())
                .ifPresent(value -> {
                    throw refuse(name, value, "is not a duration in whole seconds", "set one such as 5s, 2m or 1h");
                });
        return duration(name, defaultValue, Duration.ofSeconds(1), max);
    }

    /** Accepts a number of bytes, or one with a unit: {@code 512KiB}, {@code 25MiB}. */
    public int bytes(String name, int defaultValue, int min, int max) {
        return text(name)
                .map(value -> {
                    Matcher matcher = SIZE.matcher(value.strip());
                    if (!matcher.matches()) {
                        throw refuse(name, value, "is not a size", "set bytes, or a size such as 512KiB or 25MiB");
                    }
                    long unit = matcher.group(2) == null ? 1 : SIZE_UNITS.get(matcher.group(2));
                    long size = Long.parseLong(matcher.group(1)) * unit;
                    if (size < min || size > max) {
                        throw refuse(
                                name, value, "is out of range", "set a size from " + min + " to " + max + " bytes");
                    }
                    return (int) size;
                })
                .orElse(defaultValue);
    }

    /** True in production, where unsafe settings are refused. */
    public boolean isProduction() {
        return text("DEVMESH_ENVIRONMENT", "development").strip().equalsIgnoreCase("production");
    }

    /** The one form of a refusal; {@code value} must hold no secret. */
    public static ConfigurationException refuse(String name, String value, String rule, String fix) {
        String quoted = value.replaceAll("\\p{Cntrl}", "?");
        return new ConfigurationException(name + "=\"" + quoted + "\" " + rule + ": " + fix + ".");
    }

    private static Duration parseDuration(String name, String value) {
        Matcher matcher = SIMPLE_DURATION.matcher(value);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException notIso) {
            throw refuse(name, value, "is not a duration", "set one such as 250ms, 5s, 2m, 1h or PT5S");
        }
    }
}
