package io.devmesh.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages in docs/operations name variables, metrics and pages that exist. */
class OperationsPagesTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path PAGES = DOCS.resolve("operations");
    private static final Path TERRAFORM = Path.of("..", "terraform", "aws");
    private static final Pattern VARIABLE =
            Pattern.compile("\\b(?:REDIS|DATABASE|EDGE_MCP|WORKER|WEBHOOK|DEVMESH|LOG)_[A-Z0-9_]*[A-Z0-9]\\b(?!_)");
    private static final Pattern CONFIGURED = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]+))?\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern ALARMED = Pattern.compile("(?m)^    ([A-Z][A-Za-z]+) = \\{$");
    private static final Pattern IN_ALARM_TABLE = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\|");
    private static final Pattern RULE = Pattern.compile("(?m)^ACL SETUSER (\\S+) on >PASSWORD (.+)$");
    private static final Pattern ACCESS_STRING = Pattern.compile("--access-string \"on (.+)\"");
    private static final Pattern OUR_METRIC = Pattern.compile("`((?:redis|webhook)_[a-z_]+)`");

    @ParameterizedTest
    @MethodSource("pages")
    void nameVariablesThatAreRead(Path page) {
        Set<String> read = names(CONFIGURED, DOCS.resolve("configuration.md"));

        assertThat(read)
                .containsAll(matches(VARIABLE, page).map(MatchResult::group).toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linkToPagesAndHeadingsThatAreThere(Path page) {
        assertThat(matches(LINK, page).toList()).allSatisfy(link -> {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(matches(HEADING, target).map(heading -> anchor(heading.group(1))))
                        .contains(link.group(2));
            }
        });
    }

    @Test
    void listTheAlarmsOfTheTerraformFile() {
        assertThat(names(IN_ALARM_TABLE, PAGES.resolve("elasticache.md")))
                .isEqualTo(names(ALARMED, TERRAFORM.resolve("modules/elasticache-alarms/main.tf")))
                .contains("EngineCPUUtilization", "DatabaseMemoryUsagePercentage", "CurrConnections", "Evictions");
    }

    /** The rules that AclRulesContract tests. */
    @Test
    void giveTheUsersOfElastiCacheTheSameRules() {
        List<MatchResult> rules = matches(RULE, PAGES.resolve("elasticache.md")).toList();
        Set<String> made = names(ACCESS_STRING, PAGES.resolve("aws-setup.md"));

        assertThat(rules)
                .filteredOn(rule -> !rule.group(1).equals("edge-cache"))
                .hasSize(2)
                .allMatch(rule -> made.contains(rule.group(2)));
    }

    @Test
    void nameMetricsThatTheCodeRegisters() throws IOException {
        Set<String> named = names(OUR_METRIC, PAGES.resolve("elasticache.md"));
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            String code = files.filter(file -> file.toString().matches(".*/src/main/java/.*(Gauges|Metrics)\\.java"))
                    .map(OperationsPagesTest::text)
                    .collect(Collectors.joining());
            assertThat(named).isNotEmpty().allSatisfy(metric -> assertThat(code).contains('"' + metric + '"'));
        }
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** As the forge makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    private static Set<String> names(Pattern pattern, Path file) {
        return matches(pattern, file).map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<MatchResult> matches(Pattern pattern, Path file) {
        return pattern.matcher(text(file)).results();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
