package io.devmesh.system.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.MountedFiles;
import io.devmesh.shared.config.Settings;
import io.devmesh.system.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;

class RedisLoginIT {
    @TempDir
    private Path folder;

    private RedisServer redis;

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void logsInWithAnAuthTokenAlone() {
        redis = RedisServer.in(folder.resolve("redis")).password("to:ken/@#").start();

        assertThat(whoAmI(redis.environment())).isEqualTo("default");
    }

    @Test
    void logsInAsAnAclUserWhileTheDefaultUserIsOff() {
        redis = RedisServer.in(folder.resolve("redis"))
                .user("user default off")
                .user("user edge on >secret ~* +@all")
                .start();

        assertThat(whoAmI(Map.of("REDIS_ADDR", redis.address(), "REDIS_USERNAME", "edge", "REDIS_PASSWORD", "secret")))
                .isEqualTo("edge");
    }

    @Test
    void isRefusedWithAWrongPassword() {
        redis = RedisServer.in(folder.resolve("redis")).password("right").start();

        assertThatThrownBy(() -> whoAmI(Map.of("REDIS_ADDR", redis.address(), "REDIS_PASSWORD", "wrong")))
                .isInstanceOf(JedisAccessControlException.class)
                .hasMessageStartingWith("WRONGPASS")
                .hasMessageNotContaining("wrong ");
    }

    @Test
    void goesOnWithTheOldPasswordUntilRedisKnowsTheNewOneOfTheFile() throws IOException {
        redis = RedisServer.in(folder.resolve("redis")).password("old").start();
        Path file = Files.writeString(folder.resolve("REDIS_PASSWORD"), "old\n");
        try (UnifiedJedis client = withMountedPassword()) {
            client.ping();
            Files.writeString(file, "new\n");
            endConnections();
            assertThat(client.ping()).isEqualTo("PONG");

            setPassword("new");
            endConnections();
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void findsTheNewPasswordOfTheFileOnceRedisWantsIt() throws IOException {
        redis = RedisServer.in(folder.resolve("redis")).password("old").start();
        Path file = Files.writeString(folder.resolve("REDIS_PASSWORD"), "old");
        try (UnifiedJedis client = withMountedPassword()) {
            client.ping();
            setPassword("new");
            Files.writeString(file, "new");
            endConnections();

            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void reachesAnAddressOfIpv6() {
        redis = RedisServer.in(folder.resolve("redis")).host("::1").start();

        assertThat(redis.address()).startsWith("[::1]:");
        assertThat(whoAmI(redis.environment())).isEqualTo("default");
    }

    @Test
    void showsServiceAndPodInTheClientList() {
        redis = RedisServer.in(folder.resolve("redis")).start();
        try (UnifiedJedis client = RedisClients.open(redis.environment())) {
            client.ping();

            assertThat((byte[]) redis.command(Protocol.Command.CLIENT, "LIST"))
                    .asString()
                    .contains("name=edge-mcp@pod-1 ");
        }
    }

    private UnifiedJedis withMountedPassword() {
        MountedFiles files = new MountedFiles(folder.toString());
        Map<String, String> environment = new HashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String get(Object name) {
                String value = files.getValue((String) name);
                return value == null ? super.get(name) : value;
            }
        };
        environment.put("REDIS_ADDR", redis.address());
        return RedisClients.open(Settings.of(environment));
    }

    private void setPassword(String password) {
        redis.admin().configSet("requirepass", password);
    }

    private void endConnections() {
        redis.command(Protocol.Command.CLIENT, "KILL", "TYPE", "normal", "SKIPME", "yes");
    }

    private static String whoAmI(Map<String, String> environment) {
        try (UnifiedJedis client = RedisClients.open(environment)) {
            return new String(
                    (byte[]) client.executeCommand(new CommandArguments(Protocol.Command.ACL).add("WHOAMI")), UTF_8);
        }
    }
}
