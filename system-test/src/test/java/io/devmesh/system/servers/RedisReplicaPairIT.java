package io.devmesh.system.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisReplicaPairIT {
    @TempDir
    private Path folder;

    @Test
    void theReplicaFollowsItsPrimary() {
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder)) {
            pair.primary().admin().set("key", "value");

            await().untilAsserted(
                            () -> assertThat(pair.replica().admin().get("key")).isEqualTo("value"));
            assertThat(pair.replica().info("replication", "role")).isEqualTo("slave");
        }
    }

    @Test
    void anOpenConnectionToTheOldPrimaryGetsReadonlyAfterTheDemotion() {
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder);
                Jedis client = new Jedis(pair.primary().host(), pair.primary().port())) {
            client.set("key", "value");

            pair.promoteReplica();
            assertThat(pair.replica().admin().set("new", "value")).isEqualTo("OK");
            pair.demotePrimary();

            assertThatThrownBy(() -> client.set("key", "other"))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("READONLY");
            assertThat(client.get("new")).isEqualTo("value");
        }
    }

    @Test
    void theReplicaKeepsTheDataOfAKilledPrimary() {
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder)) {
            pair.primary().admin().set("key", "value");
            pair.primary().admin().waitReplicas("key", 1, 1_000);

            pair.killPrimary();
            pair.promoteReplica();

            assertThat(pair.primary().isRunning()).isFalse();
            assertThat(pair.replica().admin().get("key")).isEqualTo("value");
        }
    }

    @Test
    void bothMayHaveOnePortOfTwoAddressesAndTls() {
        TestCertificates certificates = TestCertificates.in(folder.resolve("tls"));
        UnaryOperator<RedisServerBuilder> both =
                builder -> builder.password("secret").tls(certificates);
        try (RedisReplicaPair pair = RedisReplicaPair.start(folder, "127.0.0.2", "127.0.0.3", both)) {
            assertThat(pair.primary().port()).isEqualTo(pair.replica().port());

            pair.promoteReplica();
            pair.demotePrimary();

            assertThat(pair.primary().info("replication", "master_host")).isEqualTo("127.0.0.3");
        }
    }
}
