package io.devmesh.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the Terraform module says what its files say; Terraform itself is asked by {@code TerraformIT}. */
class TerraformPageTest {
    private static final Path MODULE = Path.of("..", "terraform", "aws");
    private static final Path PAGES = Path.of("..", "docs", "operations");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(?:variable|output) \"([a-z_]+)\" \\{\n(.*?)^\\}");
    private static final Pattern DESCRIPTION = Pattern.compile("description\\s+= \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern DEFAULT = Pattern.compile("(?m)^  default\\s+= (.*)$");
    private static final Pattern MESSAGE = Pattern.compile("error_message = \"(.*)\"");
    private static final Pattern ALARMED = Pattern.compile("(?m)^    ([A-Z][A-Za-z]+) = \\{$");
    private static final Pattern IN_ALARM_TABLE = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\|");
    private static final Pattern SET = Pattern.compile("(?m)^  ([a-z_]+) += ");

    @Test
    void listsTheInputsAsTheyAre() {
        List<String> rows = blocks("variables.tf").entrySet().stream()
                .map(input -> "| `" + input.getKey() + "` | " + defaultOf(input.getValue()) + " | "
                        + description(input.getValue()) + " |")
                .toList();

        assertThat(rows).hasSizeGreaterThan(30);
        assertThat(section("## Inputs")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void listsTheOutputsAsTheyAre() {
        List<String> rows = blocks("outputs.tf").entrySet().stream()
                .map(output -> "| `" + output.getKey() + "` | " + description(output.getValue()) + " |")
                .toList();

        assertThat(rows).hasSizeGreaterThan(9);
        assertThat(section("## Outputs")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void listsTheAlarmsOfTheDatabase() {
        assertThat(groups(IN_ALARM_TABLE, text(MODULE.resolve("README.md"))))
                .containsExactlyInAnyOrderElementsOf(groups(ALARMED, text(MODULE.resolve("alarms.tf"))))
                .contains("CPUUtilization", "FreeStorageSpace", "DatabaseConnections", "FreeableMemory");
    }

    @Test
    void makesTheRolesOfThePage() {
        assertThat(text(MODULE.resolve("tests/values/roles.sql")).lines())
                .hasSize(5)
                .allMatch(text(PAGES.resolve("aws-setup.md"))::contains);
    }

    /** An example that would be refused helps nobody. */
    @Test
    void showsInputsThatThereAre() {
        Map<String, String> inputs = blocks("variables.tf");
        for (Path page : List.of(MODULE.resolve("README.md"), PAGES.resolve("aws-setup.md"))) {
            String example = between("module \"devmesh\" {\n", "\n}\n", text(page));
            assertThat(groups(SET, example))
                    .filteredOn(name -> !name.equals("source"))
                    .isNotEmpty()
                    .allMatch(inputs::containsKey);
            assertThat(groups(SET, example))
                    .containsAll(inputs.keySet().stream()
                            .filter(name -> defaultOf(inputs.get(name)).equals("needed"))
                            .toList());
        }
    }

    @Test
    void aRefusalNamesTheInputAndTheRule() {
        blocks("variables.tf")
                .forEach((name, block) -> assertThat(groups(MESSAGE, block))
                        .allMatch(message -> message.matches("\\Q" + name + "\\E must (be|name|differ)\\b.*\\.")));
    }

    @Test
    void everyInputIsCheckedUnlessAnythingIsRight() {
        assertThat(blocks("variables.tf").entrySet().stream()
                        .filter(input -> !input.getValue().contains("validation {"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("permissions_boundary_arn", "database_deletion_protection");
    }

    @Test
    void nothingIsOpenToAddresses() throws IOException {
        try (Stream<Path> files = Files.list(MODULE)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tf")))
                    .hasSizeGreaterThan(8)
                    .allSatisfy(file -> assertThat(text(file)).doesNotContain("cidr", "0.0.0.0", "::/0"));
        }
    }

    @Test
    void pagesNameFilesThatAreThere() {
        assertThat(groups(Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)"), text(MODULE.resolve("README.md"))))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(MODULE.resolve(link)).exists());
        assertThat(groups(Pattern.compile("source += \"\\./([^\"]+)\""), text(PAGES.resolve("aws-setup.md"))))
                .hasSize(2)
                .allSatisfy(source -> assertThat(Path.of("..").resolve(source)).isDirectory());
    }

    private static List<String> section(String heading) {
        return between(heading + "\n", "\n## ", text(MODULE.resolve("README.md")))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static Map<String, String> blocks(String file) {
        return BLOCK.matcher(text(MODULE.resolve(file)))
                .results()
                .collect(Collectors.toMap(
                        block -> block.group(1), block -> block.group(2), (one, other) -> one + other, TreeMap::new));
    }

    private static String between(String begin, String end, String text) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String description(String block) {
        return groups(DESCRIPTION, block).getFirst().replace("\\\"", "\"");
    }

    private static String defaultOf(String block) {
        return DEFAULT.matcher(block)
                .results()
                .findFirst()
                .map(match -> "`" + match.group(1) + "`")
                .orElse("needed");
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
