package io.devmesh.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.redis.RedisConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists each variable that the code or the server configuration reads, and no other. */
class ConfigurationPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern READ_BY_CODE = Pattern.compile(
            "(?:text|folder|integer|limit|port|oneOf|bool|duration|seconds|bytes|isSet)\\(\\s*\"([A-Z][A-Z0-9_]+)\"");
    private static final Pattern READ_BY_LIBERTY = Pattern.compile("<variable name=\"([A-Z][A-Z0-9_]+)\"");
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)`");

    @Test
    void listsWhatIsReadAndNothingElse() {
        Set<String> read = new TreeSet<>();
        Stream.of("shared-ejb", "edge-mcp-war", "worker-ear/worker-ejb", "worker-ear/worker-web")
                .forEach(module ->
                        read.addAll(names(READ_BY_CODE, ROOT.resolve(module).resolve("src/main/java"))));
        read.addAll(askedFor(RedisConfig::queue));
        read.addAll(askedFor(RedisConfig::cache));
        read.addAll(names(READ_BY_LIBERTY, ROOT.resolve("src/main/liberty/config")));

        assertThat(names(LISTED, ROOT.resolve("docs/configuration.md")))
                .isEqualTo(read)
                .isNotEmpty();
    }

    /** Names that are put together while the program runs. */
    private static Set<String> askedFor(Function<Settings, ?> configuration) {
        Set<String> asked = new TreeSet<>();
        var unused = configuration.apply(Settings.of(new HashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String get(Object name) {
                asked.add((String) name);
                return null;
            }
        }));
        return asked;
    }

    private static Set<String> names(Pattern pattern, Path place) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> matches(pattern, file))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String> matches(Pattern pattern, Path file) {
        try {
            return pattern
                    .matcher(Files.readString(file))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
