package io.devmesh.system.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.edge.cache.CacheKey;
import io.devmesh.edge.cache.TwoLevelCache;
import io.devmesh.local.EmbeddedRedis;
import io.devmesh.local.RedisBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

class RedisCacheIT {
    private static final EmbeddedRedis SERVER = new EmbeddedRedis(
            () -> RedisBinary.bundled(Path.of("target", "binaries").toAbsolutePath()),
            Path.of("target", "stacks", "cache"),
            Map.of());

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void empty() {
        redis(client -> client.flushAll());
    }

    @AfterEach
    void close() throws Exception {
        signal("CONT");
        for (AutoCloseable one : open) {
            one.close();
        }
        SERVER.start();
    }

    @Test
    void servesWhatAnotherReplicaLoaded() {
        CacheKey<String> key = Texts.invalidated("k");
        listening().get(key, "v");
        awaitStored(key);
        Replica other = listening();

        assertThat(other.get(key, "w")).isEqualTo("v");
        assertThat(other.get(key, "w")).isEqualTo("v");

        assertThat(other.count("L2 GET HIT")).isEqualTo(1);
        assertThat(other.count("L1 GET HIT")).isEqualTo(1);
        assertThat(other.count("LOAD")).isZero();
    }

    @Test
    void tellsTheOtherReplicasWithinASecond() {
        CacheKey<String> key = Texts.invalidated("k");
        Replica one = listening();
        Replica other = listening();
        one.get(key, "old");
        awaitStored(key);
        other.get(key, "old");

        one.invalidate(key);

        await().atMost(Duration.ofSeconds(1)).until(() -> other.get(key, "new"), "new"::equals);
        assertThat(one.get(key, "new")).isEqualTo("new");
    }

    @Test
    void forgetsWhatItHasInMemoryAfterRedisWasAway() {
        CacheKey<String> key = Texts.inMemory("k");
        Replica replica = listening();
        replica.get(key, "old");

        SERVER.kill();
        SERVER.start();
        soon().until(() -> replica.get(key, "new"), "new"::equals);
        soon().until(replica::isInTouch);
        assertThat(replica.get(key, "newer")).isEqualTo("newer");

        assertThat(replica.get(key, "newest")).isEqualTo("newer");
    }

    @Test
    void hearsOfOthersAgainAfterRedisWasAway() {
        CacheKey<String> key = Texts.invalidated("k");
        Replica one = listening();
        Replica other = listening();
        SERVER.kill();
        SERVER.start();
        soon().until(() -> one.isInTouch() && other.isInTouch());
        other.get(key, "old");

        one.invalidate(key);

        await().atMost(Duration.ofSeconds(1)).until(() -> other.get(key, "new"), "new"::equals);
    }

    @Test
    void loadsWhileRedisIsAway() {
        Replica replica = listening();
        SERVER.kill();

        for (int i = 0; i < 100; i++) {
            String value = "v" + i;
            assertThat(within3Seconds(() -> replica.get(Texts.invalidated(value), value)))
                    .isEqualTo(value);
        }
        replica.invalidate(Texts.invalidated("v1"));

        assertThat(replica.count("LOAD")).isEqualTo(100);
        assertThat(replica.count("L2 GET ERROR")).isEqualTo(100);
    }

    @Test
    void loadsWithin3SecondsWhileRedisHangsAndNoticesThatItHearsNothing() {
        Replica replica = listening();
        replica.get(Texts.constant("before"), "v");
        signal("STOP");

        assertThat(within3Seconds(() -> replica.get(Texts.constant("a"), "v"))).isEqualTo("v");
        assertThat(within3Seconds(() -> replica.get(Texts.constant("b"), "v"))).isEqualTo("v");
        soon().until(() -> !replica.isInTouch());
        assertThat(within3Seconds(() -> replica.get(Texts.constant("c"), "v"))).isEqualTo("v");

        signal("CONT");
        soon().until(replica::isInTouch);
        soon().untilAsserted(() -> {
            CacheKey<String> key = Texts.constant("again" + System.nanoTime());
            replica.get(key, "v");
            await().atMost(Duration.ofMillis(500)).until(() -> stored(key) != null);
        });
    }

    /** Longer than a read may take that waits for nothing. */
    @Test
    void staysInTouchWhileNothingHappens() {
        CacheKey<String> key = Texts.inMemory("k");
        Replica replica = listening();
        replica.get(key, "v");

        await().pollDelay(Duration.ofSeconds(9)).until(() -> true);

        assertThat(replica.get(key, "forgotten")).isEqualTo("v");
    }

    @Test
    void dropsWritesWhereTooManyWait() {
        CountDownLatch busy = new CountDownLatch(1);
        ScheduledExecutorService oneThread = Executors.newSingleThreadScheduledExecutor();
        oneThread.execute(() -> waitFor(busy));
        Replica replica = keep(new Replica(SERVER.address(), Map.of(), oneThread));

        for (int i = 0; i < 40; i++) {
            replica.get(Texts.constant("k" + i), noise(900_000));
        }
        int dropped = replica.count("L2 SET DROPPED");
        busy.countDown();

        assertThat(dropped).isBetween(20, 30);
        soon().until(() -> redis(RedisClient::dbSize), stored -> stored == 40 - dropped);
        assertThat(replica.get(Texts.constant("after"), "v")).isEqualTo("v");
        awaitStored(Texts.constant("after"));
    }

    @Test
    void takesGarbageForAMissAndReplacesIt() {
        CacheKey<String> text = Texts.constant("text");
        CacheKey<String> gzip = Texts.constant("gzip");
        CacheKey<String> list = Texts.constant("list");
        redis(client -> client.set(TwoLevelCache.nameOf(text), "garbage"));
        redis(client -> client.set(TwoLevelCache.nameOf(gzip).getBytes(UTF_8), new byte[] {0x1f, (byte) 0x8b, 7}));
        redis(client -> client.lpush(TwoLevelCache.nameOf(list), "x"));
        Replica replica = listening();

        for (CacheKey<String> key : List.of(text, gzip, list)) {
            assertThat(replica.get(key, "v")).isEqualTo("v");
            soon().until(() -> listening().get(key, "w"), "v"::equals);
        }
    }

    @Test
    void isAMissForAUserThatMayNothing() {
        user("poor", "on", ">secret", "~*", "+ping", "+client", "+hello", "+select");
        Replica poor =
                keep(new Replica(SERVER.address(), Map.of("REDIS_USERNAME", "poor", "REDIS_PASSWORD", "secret")));
        poor.listening();

        assertThat(poor.get(Texts.constant("k"), "v")).isEqualTo("v");
        poor.invalidate(Texts.constant("k"));

        assertThat(poor.count("L2 GET ERROR")).isEqualTo(1);
        assertThat(poor.count("L2 DELETE ERROR")).isPositive();
        assertThat(poor.isInTouch()).isFalse();
    }

    @Test
    void needsNoMoreThanItsPage() {
        user(
                "frugal",
                "on",
                ">secret",
                "resetchannels",
                "~edge_mcp:cache:*",
                "&edge_mcp:cache:invalidate",
                "+get",
                "+set",
                "+del",
                "+publish",
                "+subscribe",
                "+unsubscribe",
                "+ping",
                "+client|setname",
                "+client|setinfo");
        Map<String, String> settings = Map.of("REDIS_USERNAME", "frugal", "REDIS_PASSWORD", "secret");
        Replica frugal = keep(new Replica(SERVER.address(), settings));
        frugal.listening();
        soon().until(frugal::isInTouch);

        frugal.get(Texts.invalidated("k"), "v");
        awaitStored(Texts.invalidated("k"));
        frugal.invalidate(Texts.invalidated("k"));

        assertThat(stored(Texts.invalidated("k"))).isNull();
        assertThat(frugal.count("L2 DELETE ERROR")).isZero();
    }

    @Test
    void compressesWhatIsLargeAndReadsWhatOtherSettingsWrote() {
        String large = "x".repeat(10_000);
        CacheKey<String> key = Texts.constant("large");
        Replica compressing = listening();
        compressing.get(key, large);
        awaitStored(key);

        assertThat(stored(key)).hasSizeLessThan(200).startsWith(0x1f, 0x8b);
        assertThat(compressing.count("SAVED")).isGreaterThan(9_000);
        Replica plain = keep(new Replica(SERVER.address(), Map.of("EDGE_MCP_ENABLE_COMPRESSION", "false")));
        assertThat(plain.get(key, "not asked")).isEqualTo(large);
    }

    @Test
    void neverGivesATenantWhatIsAnothers() {
        CacheKey<String> acmes = Texts.constant("k");
        CacheKey<String> others = Texts.ofAnotherTenant(acmes);
        listening().get(acmes, "acme's");
        awaitStored(acmes);

        assertThat(listening().get(others, "other's")).isEqualTo("other's");
        awaitStored(others);
        assertThat(listening().get(acmes, "")).isEqualTo("acme's");
    }

    @Test
    void storesNothingForEver() {
        CacheKey<String> key = Texts.constant("k");
        listening().get(key, "v");
        awaitStored(key);

        long life = redis(client -> client.pttl(TwoLevelCache.nameOf(key)));
        assertThat(life)
                .isBetween(
                        Duration.ofMinutes(53).toMillis(), Duration.ofHours(1).toMillis());
    }

    private Replica listening() {
        Replica replica = keep(new Replica(SERVER.address(), Map.of())).listening();
        soon().until(replica::isInTouch);
        return replica;
    }

    private Replica keep(Replica replica) {
        open.add(replica);
        return replica;
    }

    /** {@code rules} as ACL SETUSER takes them. */
    private static void user(String name, String... rules) {
        CommandArguments arguments =
                new CommandArguments(Protocol.Command.ACL).add("SETUSER").add(name);
        List.of(rules).forEach(arguments::add);
        redis(client -> client.executeCommand(new CommandObject<>(arguments, BuilderFactory.STRING)));
    }

    private static void awaitStored(CacheKey<String> key) {
        soon().until(() -> stored(key) != null);
    }

    private static byte[] stored(CacheKey<String> key) {
        return redis(client -> client.get(TwoLevelCache.nameOf(key).getBytes(UTF_8)));
    }

    private static <T> T redis(Function<RedisClient, T> question) {
        try (RedisClient client = RedisClient.create("127.0.0.1", SERVER.port())) {
            return question.apply(client);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    private static String within3Seconds(Supplier<String> call) {
        long start = System.nanoTime();
        String answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        return answer;
    }

    /** Text that does not compress to nothing. */
    private static String noise(int length) {
        return new Random(length)
                .ints(length, 'a', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Pauses Redis or lets it go on. */
    private static void signal(String signal) {
        if (SERVER.isRunning()) {
            long pid = SERVER.process().pid();
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor();
            } catch (IOException failure) {
                throw new AssertionError(failure);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
