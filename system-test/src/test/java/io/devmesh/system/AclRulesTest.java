package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.redis.RedisAccess;
import io.devmesh.shared.redis.RedisCommand;
import io.devmesh.shared.redis.RedisCommands;
import io.devmesh.shared.redis.RedisTopology.Mode;
import io.devmesh.shared.stream.StoredNotices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operations page recommends what the doctor checks. */
class AclRulesTest {
    private static final String STREAM = "webhook-events";

    private final Map<String, AclRules> page = AclRules.ofThePage();

    @Test
    void areThoseThatTheDoctorChecks() {
        assertThat(page.get("edge-queue").commands())
                .containsExactlyInAnyOrderElementsOf(
                        needed(Mode.STANDALONE, RedisCommands.produce(STREAM).and(RedisCommands.share())));
        assertThat(page.get("edge-cache").commands())
                .containsExactlyInAnyOrderElementsOf(needed(Mode.STANDALONE, RedisCommands.cache()));
        assertThat(page.get("worker").commands())
                .containsExactlyInAnyOrderElementsOf(needed(
                        Mode.STANDALONE, RedisCommands.consume(STREAM, "webhook-processors", StoredNotices.KEY)));
    }

    @Test
    void areThoseThatTheDoctorChecksInACluster() {
        assertThat(page.get("edge-queue").inACluster().commands())
                .containsExactlyInAnyOrderElementsOf(
                        needed(Mode.CLUSTER, RedisCommands.produce(STREAM).and(RedisCommands.share())));
    }

    @Test
    void areThoseOfTheTerraformModule() throws IOException {
        assertThat(found("(?m)^    ([a-z-]+) += \"(~[^\"]+)\"$", Path.of("..", "terraform", "aws", "redis-users.tf")))
                .isEqualTo(rulesOfThePage());
    }

    @Test
    void areThoseOfTheAwsCommands() throws IOException {
        assertThat(found(
                        "--user-id (\\S+) --user-name \\1 [^\"]*--access-string \"on ([^\"]+)\"",
                        Path.of("..", "docs", "operations", "aws-setup.md")))
                .isEqualTo(rulesOfThePage());
    }

    private Map<String, String> rulesOfThePage() {
        return page.values().stream().collect(Collectors.toMap(AclRules::user, AclRules::rule));
    }

    /** Rules by user. */
    private static Map<String, String> found(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    }

    private static List<String> needed(Mode mode, RedisAccess access) {
        Stream<String> connection = RedisCommands.connection(mode, 0).commands().stream()
                .map(RedisCommand::name)
                .filter(name -> !AclRules.ofDiagnosis().contains(name));
        return Stream.concat(connection, access.commands().stream().map(RedisCommand::name))
                .distinct()
                .toList();
    }
}
