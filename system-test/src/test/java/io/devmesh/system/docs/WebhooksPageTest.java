package io.devmesh.system.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.devmesh.shared.json.Json;
import io.devmesh.worker.rule.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules, steps and paths that docs/webhooks.md shows are such as the Worker takes. */
class WebhooksPageTest {
    private static final Path PAGE = Path.of("..", "docs", "webhooks.md");
    private static final Pattern RULES = Pattern.compile("(?s)```json\\n(\\[.*?)```");
    private static final Pattern STEP = Pattern.compile("(?m)^\\| `(\\{.*?})` \\|");
    private static final Pattern PATH = Pattern.compile("(?m)(?<=^\\| |, )`(\\$[^`]*)`(?=.*\\|$)");

    @Test
    void showsRulesThatAreTaken() throws IOException {
        assertThat(found(RULES)).hasSizeGreaterThan(1).allSatisfy(WebhooksPageTest::takes);
    }

    @Test
    void showsStepsThatAreTaken() throws IOException {
        assertThat(found(STEP)).hasSizeGreaterThan(6).allSatisfy(WebhooksPageTest::takesStep);
    }

    @Test
    void showsPathsThatAreTaken() throws IOException {
        assertThat(found(PATH))
                .hasSizeGreaterThan(8)
                .allSatisfy(path -> takesStep("{\"copy\":\"" + path + "\",\"to\":\"a\"}"));
    }

    private static void takesStep(String step) {
        takes("[{\"mode\":\"transform_and_store\",\"transform\":[" + step + "]}]");
    }

    private static void takes(String rules) {
        assertThatNoException().isThrownBy(() -> RuleBook.parse(Json.mapper().readTree(rules)));
    }

    private static List<String> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
