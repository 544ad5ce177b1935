package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/deployment-claims.md names tests that there are. */
class ClaimsPageTest {
    private static final List<Path> TESTS =
            List.of(Path.of("src/test/java"), Path.of("..", "system-test/src/test/java"));

    private static final int CLAIMS = 50;

    @Test
    void namesTestsThatThereAre() {
        Set<String> named =
                Texts.names("`([A-Z][A-Za-z]+(?:Test|IT)\\.[a-zA-Z0-9]+)`", Texts.page("deployment-claims.md"));

        assertThat(named).hasSizeGreaterThan(20).allSatisfy(test -> {
            String[] parts = test.split("\\.", 2);
            assertThat(source(parts[0])).containsPattern("void " + parts[1] + "\\(");
        });
    }

    @Test
    void hasATestForEachClaim() {
        assertThat(rows())
                .allMatch(row ->
                        row.matches(".*\\| `%1$s`(, `%1$s`)* \\|".formatted("[A-Z][A-Za-z]+(Test|IT)\\.[a-zA-Z0-9]+")));
    }

    @Test
    void hasEachClaimOnceAndInOrder() {
        assertThat(rows().stream()
                        .flatMap(row -> Stream.of(
                                row.replaceFirst("\\| ([0-9, ]+) \\|.*", "$1").split(", ", -1)))
                        .map(Integer::valueOf))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, CLAIMS).boxed().toList());
    }

    private static List<String> rows() {
        return Texts.page("deployment-claims.md")
                .lines()
                .filter(line -> line.matches("\\| [0-9, ]+ \\|.*"))
                .toList();
    }

    @Test
    void thePagesThatTheGuideNamesAreThere() {
        assertThat(Stream.of("kubernetes-deployment.md", "aws-setup.md", "production-best-practices.md")
                        .map(page -> Texts.DOCS.resolve("operations").resolve(page)))
                .allSatisfy(page -> assertThat(page).exists());
    }

    /** The commands of the page on deployment lead to files of the repository. */
    @Test
    void filesThatCommandsNameAreThere() {
        Set<String> files =
                Texts.names("(\\./helm/[a-zA-Z0-9./-]+)", Texts.page("operations/kubernetes-deployment.md"));

        assertThat(files)
                .hasSizeGreaterThan(4)
                .allSatisfy(file -> assertThat(Path.of("..").resolve(file)).exists());
    }

    private static String source(String test) {
        return TESTS.stream()
                .flatMap(ClaimsPageTest::files)
                .filter(file -> file.getFileName().toString().equals(test + ".java"))
                .map(Texts::of)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + test));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
