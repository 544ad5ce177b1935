package io.devmesh.system;

import io.devmesh.system.servers.InstalledPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs where all of it is there; elsewhere it is skipped, and the build's last lines name what is missing. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(NeedsProgram.Condition.class)
public @interface NeedsProgram {
    /** Programs in PATH, or of PostgreSQL's server where Debian has them. */
    String[] value();

    /** An environment variable that must be set; empty: none. */
    String variable() default "";

    /** Whether only root can. */
    boolean asRoot() default false;

    /** Leaves a file for each skipped class, which src/build/java/SkippedTests.java reads. */
    final class Condition implements ExecutionCondition {
        private static final Path SKIPPED = Path.of("target", "skipped");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Class<?> test = context.getRequiredTestClass();
            String missing = missing(test.getAnnotation(NeedsProgram.class));
            Path record = SKIPPED.resolve(test.getSimpleName());
            try {
                if (missing.isEmpty()) {
                    Files.deleteIfExists(record);
                    return ConditionEvaluationResult.enabled("all is there");
                }
                Files.createDirectories(SKIPPED);
                Files.writeString(record, missing);
                return ConditionEvaluationResult.disabled("missing: " + missing);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static String missing(NeedsProgram needs) {
            List<String> missing = new ArrayList<>();
            Stream.of(needs.value())
                    .filter(program -> !isInPath(program)
                            && InstalledPostgres.program(program).isEmpty())
                    .forEach(missing::add);
            if (!needs.variable().isEmpty() && System.getenv(needs.variable()) == null) {
                missing.add(needs.variable());
            }
            if (needs.asRoot() && !System.getProperty("user.name").equals("root")) {
                missing.add("root");
            }
            return String.join(", ", missing);
        }

        private static boolean isInPath(String program) {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }
}
