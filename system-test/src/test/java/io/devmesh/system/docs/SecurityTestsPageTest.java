package io.devmesh.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security-tests.md and SECURITY.md name tests that exist. */
class SecurityTestsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:IT|Test))(?:#(\\w+))?`");

    @Test
    void namesTestsThatAreThere() throws IOException {
        Map<String, Path> tests = tests();

        for (Path page : new Path[] {ROOT.resolve("docs/security-tests.md"), ROOT.resolve("SECURITY.md")}) {
            assertThat(NAMED.matcher(text(page)).results().toList())
                    .isNotEmpty()
                    .allSatisfy(named -> {
                        assertThat(tests).containsKey(named.group(1));
                        assertThat(text(tests.get(named.group(1)))).contains(method(named));
                    });
        }
    }

    private static String method(MatchResult named) {
        return named.group(2) == null ? "class " + named.group(1) : "void " + named.group(2) + "(";
    }

    private static Map<String, Path> tests() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().matches(".*/src/test/java/.*(IT|Test)\\.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            file -> file,
                            (first, second) -> first));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
