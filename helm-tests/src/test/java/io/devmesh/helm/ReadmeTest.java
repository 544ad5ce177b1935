package io.devmesh.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A chart's README says what its values.yaml says. {@code mvn test -pl helm-tests -Dtest=ReadmeTest -Dreadme.write=true} writes
 * the tables anew.
 */
class ReadmeTest {
    @ParameterizedTest
    @EnumSource(Chart.class)
    void listsTheValuesAsTheyAre(Chart chart) throws IOException {
        String page = chart.text("README.md");
        String fresh = ReadmeTable.inserted(page, chart.text("values.yaml"));
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(chart.file("README.md"), fresh);
        }

        assertThat(chart.text("README.md"))
                .as("stale: run with -Dreadme.write=true")
                .isEqualTo(fresh);
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void explainsEveryValue(Chart chart) {
        assertThat(ReadmeTable.rows(chart.text("values.yaml"))).hasSizeGreaterThan(80);
        assertThat(ReadmeTable.unexplained(chart.text("values.yaml"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Chart.class)
    void namesFilesThatAreThere(Chart chart) {
        Set<String> files = Texts.names("`(values\\.[a-z-]+\\.yaml)`", chart.text("README.md"));

        assertThat(files).containsExactlyInAnyOrderElementsOf(chart.valuesFiles());
        assertThat(Texts.names("\\]\\(([^)#:]+)(?:#[^)]*)?\\)", chart.text("README.md")))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(chart.folder().resolve(link)).exists());
    }

    @Test
    void aValueWithoutAnExplanationIsFound() {
        assertThat(ReadmeTable.unexplained("a:\n  # -- Explained\n  b: 1\n  c: [2]\n"))
                .containsExactly("| `a.c` | `[2]` |  |\n");
    }

    /** What somebody comes with from the first version's charts is taken, or the page says what is in its place. */
    @ParameterizedTest
    @EnumSource(Chart.class)
    void saysWhatBecameOfTheOriginalsValues(Chart chart) {
        String page = chart.text("README.md");
        String values = String.join("", ReadmeTable.rows(chart.text("values.yaml")));

        assertThat(Texts.of(Path.of("src/test/resources/original", chart.id() + ".txt"))
                        .lines())
                .hasSizeGreaterThan(25)
                .allMatch(value -> values.contains("| `" + value) || page.contains("| `" + value + "` | gone"));
    }
}
