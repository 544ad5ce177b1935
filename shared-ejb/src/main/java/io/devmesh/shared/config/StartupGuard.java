package io.devmesh.shared.config;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Ends the process at the start where a setting is bad, after one line for each that says what to change. */
public final class StartupGuard {
    /** Priority of the observer that calls this: others may already need what is checked here. */
    public static final int FIRST = 1;

    /** EX_CONFIG of sysexits.h. */
    private static final int EXIT_CODE = 78;

    private static final System.Logger LOG = System.getLogger(StartupGuard.class.getName());

    private StartupGuard() {}

    /** Builds each record once and logs what it warns of; ends the process where any refuses. */
    public static void check(Settings settings, List<Function<Settings, ?>> records) {
        Set<String> warnings = new LinkedHashSet<>();
        List<String> problems = problems(settings, records, warnings);
        warnings.forEach(warning -> LOG.log(WARNING, "Configuration: " + warning));
        if (!problems.isEmpty()) {
            problems.forEach(problem -> LOG.log(ERROR, "Configuration: " + problem));
            // Not exit(): its hooks would wait for the start-up that this runs in.
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    static List<String> problems(Settings settings, List<Function<Settings, ?>> records, Set<String> warnings) {
        return records.stream()
                .flatMap(from -> {
                    try {
                        if (from.apply(settings) instanceof Warnings cautious) {
                            warnings.addAll(cautious.warnings());
                        }
                        return Stream.empty();
                    } catch (ConfigurationException refused) {
                        return Stream.of(refused.getMessage());
                    }
                })
                .distinct()
                .toList();
    }
}
