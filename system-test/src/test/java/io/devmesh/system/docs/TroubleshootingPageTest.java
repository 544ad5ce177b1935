package io.devmesh.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.doctor.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations/troubleshooting.md explains each code that the doctor has, and no other. */
class TroubleshootingPageTest {
    private static final Path PAGE = Path.of("..", "docs", "operations", "troubleshooting.md");
    private static final Pattern CODE = Pattern.compile("`((?:redis|database|kms|configuration)\\.[a-z_.]+)`");

    @Test
    void explainsEachCode() throws IOException {
        Set<String> explained = CODE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained)
                .isEqualTo(Stream.of(Code.values()).map(Code::toString).collect(Collectors.toCollection(TreeSet::new)));
    }
}
