package io.devmesh.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs where the program is in PATH and the variable is set; elsewhere it is skipped, and the build's last lines name what is missing. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(NeedsProgram.Condition.class)
public @interface NeedsProgram {
    String value();

    /** An environment variable that must be set as well; empty: none. */
    String variable() default "";

    /** Leaves a file for each skipped class, which src/build/java/SkippedTests.java reads. */
    final class Condition implements ExecutionCondition {
        private static final Path SKIPPED = Path.of("target", "skipped");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Class<?> test = context.getRequiredTestClass();
            NeedsProgram needed = test.getAnnotation(NeedsProgram.class);
            String variable = needed.variable();
            String all = needed.value() + (variable.isEmpty() ? "" : " and " + variable);
            Path record = SKIPPED.resolve(test.getSimpleName());
            try {
                if (isInPath(needed.value()) && (variable.isEmpty() || System.getenv(variable) != null)) {
                    Files.deleteIfExists(record);
                    return ConditionEvaluationResult.enabled("There is " + all);
                }
                Files.createDirectories(SKIPPED);
                Files.writeString(record, all);
                return ConditionEvaluationResult.disabled("There is not " + all);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static boolean isInPath(String program) {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        }
    }
}
