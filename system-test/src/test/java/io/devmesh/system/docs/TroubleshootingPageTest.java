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

    /** Words of people that the page quotes, with … for what differs. */
    private static final Pattern QUOTED = Pattern.compile("`([A-Z…][a-z]* ?[a-zA-Z…][^`]* [^`]*)`");

    @Test
    void quotesWhatTheProductSaysAndLogs() throws IOException {
        String page = Files.readString(PAGE);
        String code = code();

        assertThat(QUOTED.matcher(page.substring(page.indexOf("## By symptom"), page.indexOf("## Redis: connection")))
                        .results()
                        .map(found -> found.group(1))
                        .filter(quoted -> !quoted.matches("(GET|PUT) .*")))
                .hasSizeGreaterThan(35)
                .allSatisfy(quoted -> assertThat(quoted.split("…", -1))
                        .allSatisfy(part -> assertThat(code).contains(part.strip())));
    }

    /** Of the product, with what is put together of several literals in one. */
    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String module :
                new String[] {"shared-ejb", "edge-mcp-war", "worker-ear/worker-ejb", "worker-ear/worker-web"}) {
            try (Stream<Path> files = Files.walk(Path.of("..").resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    code.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
                }
            }
        }
        return code.toString();
    }

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
