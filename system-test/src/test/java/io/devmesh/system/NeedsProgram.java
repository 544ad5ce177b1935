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
import java.util.Arrays;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs where the program is in PATH, or is one of PostgreSQL's server where Debian has it; elsewhere it is skipped, and the build's last lines name it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(NeedsProgram.Condition.class)
public @interface NeedsProgram {
    String value();

    /** Leaves a file for each skipped class, which src/build/java/SkippedTests.java reads. */
    final class Condition implements ExecutionCondition {
        private static final Path SKIPPED = Path.of("target", "skipped");

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Class<?> test = context.getRequiredTestClass();
            String program = test.getAnnotation(NeedsProgram.class).value();
            Path record = SKIPPED.resolve(test.getSimpleName());
            try {
                if (isInPath(program) || InstalledPostgres.program(program).isPresent()) {
                    Files.deleteIfExists(record);
                    return ConditionEvaluationResult.enabled(program + " is installed");
                }
                Files.createDirectories(SKIPPED);
                Files.writeString(record, program);
                return ConditionEvaluationResult.disabled(program + " is not installed");
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
