package io.devmesh.system.migrate;

import static io.devmesh.system.migrate.TwoServers.GROUP;
import static io.devmesh.system.migrate.TwoServers.STREAM;
import static io.devmesh.system.migrate.TwoServers.add;
import static io.devmesh.system.migrate.TwoServers.deliver;
import static io.devmesh.system.migrate.TwoServers.entries;
import static io.devmesh.system.migrate.TwoServers.finish;
import static io.devmesh.system.migrate.TwoServers.makeGroup;
import static io.devmesh.system.migrate.TwoServers.pending;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XClaimParams;
import tools.jackson.databind.JsonNode;

/** What {@code devmesh migrate} promises, one promise after the other. */
class MigrateIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TwoServers servers;
    private static RedisClient source;
    private static RedisClient target;

    @BeforeAll
    static void start() {
        servers = new TwoServers();
        source = servers.source();
        target = servers.target();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void empty() {
        servers.empty();
    }

    @Test
    void copiesEveryEntryWithItsIdByteByByte() {
        Random random = new Random(1);
        IntStream.range(0, 500).forEach(i -> source.xadd(STREAM.getBytes(UTF_8), new XAddParams(), anyFields(random)));

        assertThat(migrateUntilDrained()).isZero();

        assertThat(entries(target)).isEqualTo(entries(source)).hasSize(500);
    }

    @Test
    void leavesUndeliveredWhatNobodyHasHadAndPendingWhatSomebodyHas() {
        makeGroup(source, GROUP);
        makeGroup(source, "other");
        List<StreamEntryID> ids = addMany(source, 10);
        deliver(source, GROUP, "worker@one/0", 3);
        deliver(source, GROUP, "worker@two/0", 2);
        source.xclaimJustId(STREAM, GROUP, "worker@two/0", 0, new XClaimParams().retryCount(7), ids.get(1));
        deliver(source, "other", "reader", 1);

        assertThat(migrateUntilDrained()).isZero();

        assertThat(pending(target, GROUP)).isEqualTo(pending(source, GROUP)).hasSize(5);
        assertThat(pending(target, GROUP)).contains(ids.get(1) + " worker@two/0 7");
        assertThat(pending(target, "other")).isEqualTo(pending(source, "other")).hasSize(1);
        assertThat(deliver(target, GROUP, "new", 100)).isEqualTo(ids.subList(5, 10));
        assertThat(deliver(target, "other", "new", 100)).isEqualTo(ids.subList(1, 10));
    }

    @Test
    void leavesWhatIsDoneOnTheSource() {
        makeGroup(source, GROUP);
        List<StreamEntryID> ids = addMany(source, 3);
        deliver(source, GROUP, "worker@one/0", 2);
        source.xack(STREAM, GROUP, ids.get(0)); // and the Worker died before it deleted it

        assertThat(migrateUntilDrained()).isZero();

        assertThat(entries(target))
                .containsOnlyKeys(ids.get(1).toString(), ids.get(2).toString());
    }

    @Test
    void goesOnWhereItWasAfterAKill() {
        makeGroup(source, GROUP);
        addMany(source, 20_000);
        deliver(source, GROUP, "worker@one/0", 5_000);
        try (DevmeshProcess killed = migrate()) {
            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) > 0);
            killed.kill();
        }
        long then = target.xlen(STREAM);
        addMany(source, 100);
        await().atMost(PATIENCE).until(() -> !target.exists("{webhook-events}:migration:lock"));

        try (DevmeshProcess again = migrate("--until-drained", "--quiet-seconds", "1", "--json")) {
            assertThat(again.await(PATIENCE)).isZero();

            assertThat(again.report().path("counters").path("copied").longValue())
                    .isEqualTo(20_100);
        }
        assertThat(then).isLessThan(20_000);
        assertThat(entries(target)).isEqualTo(entries(source)).hasSize(20_100);
        assertThat(pending(target, GROUP)).isEqualTo(pending(source, GROUP));
    }

    @Test
    void letsOnlyOneWork() {
        try (DevmeshProcess first = following();
                DevmeshProcess second = migrate()) {
            assertThat(second.await(PATIENCE)).isEqualTo(1);
            assertThat(second.err().lines()).hasSize(1).allMatch(line -> line.startsWith("Another devmesh migrate"));
            assertThat(first.isRunning()).isTrue();
        }
    }

    @Test
    void givesAnEntryANewIdWhereTheTargetHasANewerOne() {
        try (DevmeshProcess migrate = following()) {
            StreamEntryID newest = target.xadd(
                    STREAM, new StreamEntryID(Long.MAX_VALUE / 2, 0), Map.of("payload", "of a producer that switched"));

            StreamEntryID late = add(source, "late");

            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 2);
            assertThat(target.xrange(STREAM, late, late)).isEmpty();
            assertThat(target.xrevrange(STREAM, "+", "-", 1).getFirst().getID()).isGreaterThan(newest);
            assertThat(endOf(migrate)).isZero();
            assertThat(migrate.report().path("counters").path("renumbered").longValue())
                    .isEqualTo(1);
        }
    }

    @Test
    void keepsApartTwoEntriesThatGotTheSameId() {
        StreamEntryID id = new StreamEntryID(5, 0);
        target.xadd(STREAM, id, Map.of("payload", "of a producer that switched"));
        source.xadd(STREAM, id, Map.of("payload", "late"));

        assertThat(migrateUntilDrained("--into-existing")).isZero();

        assertThat(target.xrange(STREAM, id, StreamEntryID.MAXIMUM_ID).stream()
                        .map(entry -> entry.getFields().get("payload")))
                .containsExactly("of a producer that switched", "late");
    }

    @Test
    void deliversAnewWhatIsPendingWhereAGroupCannotBeMovedPastOthers() {
        makeGroup(source, GROUP);
        makeGroup(target, GROUP);
        StreamEntryID own = target.xadd(STREAM, new StreamEntryID(1, 0), Map.of("payload", "of one that switched"));
        StreamEntryID held = source.xadd(STREAM, new StreamEntryID(2, 0), Map.of("payload", "pending"));
        deliver(source, GROUP, "worker@one/0", 1);

        assertThat(migrateUntilDrained("--into-existing")).isZero();

        assertThat(pending(target, GROUP)).isEmpty();
        assertThat(deliver(target, GROUP, "new", 10)).containsExactly(own, held);
    }

    @Test
    void takesBackWhatWasDoneOnTheSourceMeanwhile() {
        makeGroup(source, GROUP);
        List<StreamEntryID> ids = addMany(source, 10);
        deliver(source, GROUP, "worker@one/0", 5);
        try (DevmeshProcess migrate = following()) {
            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 10);

            List<StreamEntryID> done = new ArrayList<>(ids.subList(0, 2));
            done.addAll(deliver(source, GROUP, "worker@one/0", 2));
            finish(source, GROUP, done);

            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 6);
            assertThat(entries(target)).isEqualTo(entries(source));
            assertThat(pending(target, GROUP)).isEqualTo(pending(source, GROUP)).hasSize(3);
            assertThat(endOf(migrate)).isZero();
        }
    }

    @Test
    void leavesWhatAConsumerOfTheTargetHasInHand() {
        makeGroup(source, GROUP);
        List<StreamEntryID> ids = addMany(source, 2);
        try (DevmeshProcess migrate = following()) {
            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 2);
            deliver(target, GROUP, "worker@new/0", 1);

            finish(source, GROUP, deliver(source, GROUP, "worker@one/0", 2));

            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 1);
            assertThat(entries(target)).containsOnlyKeys(ids.getFirst().toString());
            assertThat(endOf(migrate)).isZero();
        }
    }

    @Test
    void deletesNothingWhenTheSourceIsFlushed() {
        makeGroup(source, GROUP);
        List<StreamEntryID> ids = addMany(source, 5);
        try (DevmeshProcess migrate = following()) {
            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 5);

            source.flushAll();
            makeGroup(source, GROUP);
            StreamEntryID later = add(source, "later");
            deliver(source, GROUP, "worker@one/0", 1);

            await().atMost(PATIENCE).until(() -> migrate.err().contains("read from the start again"));
            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 6);
            finish(source, GROUP, List.of(later));
            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 5);
            assertThat(entries(target).keySet())
                    .containsExactlyElementsOf(
                            ids.stream().map(StreamEntryID::toString).toList());
            assertThat(endOf(migrate)).isZero();
        }
    }

    @Test
    void goesOnWhenTheSourceIsRestarted() {
        makeGroup(source, GROUP);
        addMany(source, 5);
        try (DevmeshProcess migrate = following()) {
            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 5);

            servers.sourceServer().stop();
            servers.sourceServer().start();

            await().atMost(PATIENCE).until(() -> isAdded(source));
            await().atMost(PATIENCE).until(() -> target.xlen(STREAM) == 6);
            assertThat(entries(target)).isEqualTo(entries(source));
            assertThat(endOf(migrate)).isZero();
        }
    }

    @Test
    void endsOnlyOnceNoServiceIsConnected() {
        add(source, "one");
        try (UnifiedJedis worker = servers.service("worker@last");
                DevmeshProcess migrate = migrate("--until-drained", "--quiet-seconds", "1")) {
            worker.ping();
            await().atMost(PATIENCE)
                    .until(() -> migrate.err()
                                    .lines()
                                    .filter(line -> line.contains("source: worker@last"))
                                    .count()
                            > 3);
            assertThat(migrate.isRunning()).isTrue();

            worker.close();

            assertThat(migrate.await(PATIENCE)).isZero();
            assertThat(source.xinfoGroups(STREAM)).isEmpty();
        }
    }

    @Test
    void refusesToCopyAServerToItself() {
        String port = Integer.toString(servers.sourceServer().port());
        try (DevmeshProcess migrate = DevmeshProcess.start(
                Map.of("REDIS_ADDR", "127.0.0.1:" + port, "TARGET_REDIS_ADDR", "localhost:" + port), "migrate")) {
            assertThat(migrate.await(PATIENCE)).isEqualTo(1);
            assertThat(migrate.err()).startsWith("Source and target are the same server");
        }
    }

    @Test
    void refusesATargetWithEntriesOfItsOwn() {
        add(target, "whose?");

        try (DevmeshProcess migrate = migrate()) {
            assertThat(migrate.await(PATIENCE)).isEqualTo(1);
            assertThat(migrate.err()).contains("has 1 entries already", "--into-existing");
        }
        assertThat(migrateUntilDrained("--into-existing")).isZero();
    }

    @Test
    void warnsOfATargetThatEvicts() {
        target.configSet("maxmemory-policy", "allkeys-lru");

        try (DevmeshProcess migrate = migrate("--dry-run")) {
            assertThat(migrate.await(PATIENCE)).isZero();
            assertThat(migrate.err()).contains("Warning: the target evicts (maxmemory-policy allkeys-lru)");
        }
    }

    @Test
    void changesNothingOnADryRun() {
        makeGroup(source, GROUP);
        addMany(source, 3);
        deliver(source, GROUP, "worker@one/0", 2);

        try (DevmeshProcess migrate = migrate("--dry-run")) {
            assertThat(migrate.await(PATIENCE)).isZero();
            assertThat(migrate.out()).contains("3 entries on the source, 0 on the target", GROUP + ": 2 pending");
        }
        assertThat(target.dbSize()).isZero();
        assertThat(source.xinfoGroups(STREAM)).hasSize(1);
    }

    @Test
    void findsWhatIsMissing() {
        makeGroup(source, GROUP);
        List<StreamEntryID> ids = addMany(source, 5);
        deliver(source, GROUP, "worker@one/0", 1);
        assertThat(migrateUntilDrained()).isZero();

        finish(target, GROUP, List.of(ids.get(0)));
        target.xdel(STREAM, ids.get(3));
        StreamEntryID later = add(source, "later");

        try (DevmeshProcess verify = migrate("--verify-only", "--json")) {
            assertThat(verify.await(PATIENCE)).isEqualTo(1);
            JsonNode report = verify.report();
            assertThat(report.path("missing").toString()).isEqualTo("[\"" + ids.get(3) + "\"]");
            assertThat(report.path("behind").longValue()).isEqualTo(1);
            JsonNode group = report.path("groups").path(0);
            assertThat(group.path("found").longValue()).isEqualTo(3);
            assertThat(group.path("doneMeanwhile").longValue()).isEqualTo(1);
            assertThat(group.path("pending").longValue()).isEqualTo(1);
            assertThat(group.path("pendingAlike").longValue()).isZero();
        }
        assertThat(later).isNotNull();
    }

    @Test
    void copiesCacheKeysWithTheTimeTheyHaveLeft() {
        source.set(
                "edge_mcp:cache:a".getBytes(UTF_8),
                new byte[] {0, -1},
                SetParams.setParams().ex(500));
        source.set("edge_mcp:cache:b", "old", SetParams.setParams().ex(500));
        source.set("other", "not of the cache");
        target.set("edge_mcp:cache:b", "new", SetParams.setParams().ex(500));

        assertThat(migrateUntilDrained("--cache-keys")).isZero();

        assertThat(target.get("edge_mcp:cache:a".getBytes(UTF_8))).containsExactly(0, -1);
        assertThat(target.ttl("edge_mcp:cache:a")).isBetween(1L, 500L);
        assertThat(target.get("edge_mcp:cache:b")).isEqualTo("new");
        assertThat(target.exists("other")).isFalse();
    }

    @SuppressWarnings("UndefinedEquals") // the client only iterates over the map
    private static Map<byte[], byte[]> anyFields(Random random) {
        Map<byte[], byte[]> fields = new LinkedHashMap<>();
        for (int i = 0; i <= random.nextInt(8); i++) {
            byte[] name = new byte[random.nextInt(20)];
            byte[] value = new byte[random.nextInt(3_000)];
            random.nextBytes(name);
            random.nextBytes(value);
            fields.put(name, value);
        }
        return fields;
    }

    private static List<StreamEntryID> addMany(RedisClient redis, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> add(redis, "payload " + i))
                .toList();
    }

    private static boolean isAdded(RedisClient redis) {
        try {
            return add(redis, "after the restart").getTime() > 0;
        } catch (JedisConnectionException stale) {
            return false;
        }
    }

    private static int migrateUntilDrained(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--until-drained", "--quiet-seconds", "1"));
        arguments.addAll(List.of(more));
        try (DevmeshProcess migrate = migrate(arguments.toArray(String[]::new))) {
            return migrate.await(PATIENCE);
        }
    }

    /** One that has begun and goes on until it is told to stop. */
    private static DevmeshProcess following() {
        DevmeshProcess migrate = migrate("--json");
        await().atMost(PATIENCE).until(() -> migrate.err().contains("\"behind\":0"));
        return migrate;
    }

    private static int endOf(DevmeshProcess following) {
        following.terminate();
        return following.await(PATIENCE);
    }

    private static DevmeshProcess migrate(String... options) {
        List<String> arguments = new ArrayList<>(List.of("migrate"));
        arguments.addAll(List.of(options));
        return DevmeshProcess.start(servers.environment(), arguments.toArray(String[]::new));
    }
}
