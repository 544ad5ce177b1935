package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.redis.RedisTopology.Mode;
import org.junit.jupiter.api.Test;

class RedisCommandsTest {
    @Test
    void makesTheRuleOfEdgeMcpsQueueUser() {
        RedisAccess access = RedisCommands.connection(Mode.STANDALONE, 0).and(RedisCommands.produce("events"));

        assertThat(access.rule())
                .isEqualTo("resetchannels ~events -@all +ping +client|setname +info +xadd +wait +xlen");
    }

    @Test
    void doesNotRepeatWhatTwoUsesHaveInCommon() {
        RedisAccess both = RedisCommands.produce("events").and(RedisCommands.consume("events", "group", "notices"));

        assertThat(both.keys()).containsExactly("events", "notices");
        assertThat(both.rule().split(" ")).contains("+xadd").doesNotHaveDuplicates();
    }

    @Test
    void allowsDatabasesAndSlotsOnlyWhereTheyAreUsed() {
        assertThat(RedisCommands.connection(Mode.STANDALONE, 3).rule())
                .contains("+select")
                .doesNotContain("cluster");
        assertThat(RedisCommands.connection(Mode.CLUSTER, 0).rule())
                .contains("+cluster|slots")
                .doesNotContain("select");
    }

    @Test
    void allowsTheCacheItsKeysAndItsChannel() {
        assertThat(RedisCommands.cache().rule())
                .startsWith("resetchannels ~edge_mcp:cache:* &edge_mcp:cache:invalidate -@all +get +set");
    }
}
