package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.redis.RedisAccess;
import io.devmesh.shared.redis.RedisCommand;
import io.devmesh.shared.redis.RedisCommands;
import io.devmesh.shared.redis.RedisTopology.Mode;
import io.devmesh.shared.stream.StoredNotices;
import java.util.List;
import java.util.Map;
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

    private static List<String> needed(Mode mode, RedisAccess access) {
        Stream<String> connection = RedisCommands.connection(mode, 0).commands().stream()
                .map(RedisCommand::name)
                .filter(name -> !AclRules.ofDiagnosis().contains(name));
        return Stream.concat(connection, access.commands().stream().map(RedisCommand::name))
                .distinct()
                .toList();
    }
}
