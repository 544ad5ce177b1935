package io.devmesh.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/adding-a-tool.md shows parts of files that compile, and whose tests are beside them. */
class AddingAToolPageTest {
    private static final Path PAGE = Path.of("..", "docs", "adding-a-tool.md");
    private static final String EXAMPLES = "io/devmesh/system/docs/example";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:java|json)\n(.+?)^```$");
    private static final int LINES_OF_A_TOOL = 30;

    @Test
    void showsOnlyWhatCompiles() throws IOException {
        List<String> sources = examples();

        assertThat(blocks())
                .hasSizeGreaterThan(5)
                .allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(block)));
    }

    @Test
    void showsAToolIn30Lines() throws IOException {
        assertThat(blocks().getFirst().lines().filter(line -> !line.isBlank()))
                .hasSizeLessThanOrEqualTo(LINES_OF_A_TOOL);
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static List<String> examples() throws IOException {
        try (Stream<Path> classes = Files.list(Path.of("src/test/java", EXAMPLES));
                Stream<Path> files = Files.list(Path.of("src/test/resources", EXAMPLES))) {
            return Stream.concat(classes, files).map(AddingAToolPageTest::text).toList();
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
