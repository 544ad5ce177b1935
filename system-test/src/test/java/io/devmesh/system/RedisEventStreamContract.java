package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.devmesh.local.EmbeddedRedis;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisConnections;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.EventCodec;
import io.devmesh.shared.stream.LoadMeter;
import io.devmesh.shared.stream.RedisEventStream;
import io.devmesh.shared.stream.StoredEntries;
import io.devmesh.shared.stream.StoredNoticeCodec;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.stream.StreamLoad;
import io.devmesh.shared.stream.StreamUnavailableException;
import io.devmesh.shared.stream.UndecodableEntryException;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.system.servers.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamConsumerInfo;

/** What the stream must do on every Redis that we support. */
abstract class RedisEventStreamContract {
    private static final Duration NO_WAIT = Duration.ofMillis(10);
    private static final String STREAM = "webhook-events";
    private static final String GROUP = "webhook-processors";

    private EmbeddedRedis server;
    private UnifiedJedis redis;
    private RedisEventStream stream;

    abstract Path redisServer();

    @BeforeEach
    void start() {
        server = new EmbeddedRedis(
                this::redisServer, Path.of("target", "stacks", getClass().getSimpleName()), Map.of());
        server.start();
        redis = RedisConnections.open(
                RedisConfig.queue(Settings.of(Map.of("REDIS_ADDR", server.address()))), "test@here");
        redis.flushAll();
        stream = new RedisEventStream(redis, new StreamConfig(STREAM, GROUP));
    }

    @AfterEach
    void stop() {
        redis.close();
        server.stop();
    }

    /** Such as {@code 6.2.6}. */
    String version() {
        return redis.info("server").replaceFirst("(?s).*redis_version:(\\S+).*", "$1");
    }

    @Test
    void deliversEachEntryToOneConsumerWithItsBytes() throws UndecodableEntryException {
        stream.ensureGroup();
        WebhookEvent event = event("d-1", new byte[] {0, (byte) 0xFF, 13, 10});
        stream.publish(event);

        List<StreamEntry> first = stream.read("a", 10, NO_WAIT).entries();

        assertThat(EventCodec.decode(first.get(0).fields()))
                .usingRecursiveComparison()
                .isEqualTo(event);
        assertThat(stream.read("b", 10, NO_WAIT).entries()).isEmpty();
        assertThat(stream.pending()).isEqualTo(1);
    }

    @Test
    void deliversInOrderAndNoMoreThanAskedFor() {
        stream.ensureGroup();
        List<EntryId> published = publish(5);

        List<EntryId> read = ids(stream.read("a", 3, NO_WAIT).entries());

        assertThat(read).isEqualTo(published.subList(0, 3));
    }

    @Test
    void makesTheGroupOnTheFirstReadAndThenStartsWithTheOldestEntry() {
        List<EntryId> published = publish(2);

        assertThat(stream.read("a", 10, NO_WAIT).entries()).isEmpty();
        assertThat(ids(stream.read("a", 10, NO_WAIT).entries())).isEqualTo(published);
    }

    @Test
    void forgetsWhatIsAcknowledged() {
        stream.ensureGroup();
        publish(2);

        stream.acknowledge(ids(stream.read("a", 10, NO_WAIT).entries()));

        assertThat(stream.pending()).isZero();
        assertThat(stream.length()).isZero();
    }

    @Test
    void handsOverWhatAnotherConsumerHoldsForTooLong() {
        stream.ensureGroup();
        List<EntryId> published = publish(3);
        stream.read("dead", 10, NO_WAIT);

        assertThat(stream.claimFromOthers("alive", Duration.ofHours(1), 10)).isEmpty();
        assertThat(stream.isHeldByOthers("alive")).isTrue();
        assertThat(stream.read("alive", 1, NO_WAIT).heldByOthers()).isTrue();
        assertThat(stream.read("dead", 1, NO_WAIT).heldByOthers()).isFalse();
        List<StreamEntry> claimed = stream.claimFromOthers("alive", Duration.ZERO, 2);

        assertThat(ids(claimed)).isEqualTo(published.subList(0, 2));
        assertThat(claimed).allSatisfy(entry -> assertThat(entry.fields()).containsKey("payload"));
        assertThat(stream.isHeldByOthers("dead")).isTrue();
    }

    @Test
    void takesItsOwnOnlyWhereItTakesAll() {
        stream.ensureGroup();
        List<EntryId> published = publish(3);
        stream.read("me", 2, NO_WAIT);
        stream.read("dead", 1, NO_WAIT);

        assertThat(ids(stream.claimFromOthers("me", Duration.ZERO, 10))).isEqualTo(published.subList(2, 3));
        assertThat(stream.isHeldByOthers("me")).isFalse();
        assertThat(ids(stream.claimAll("me", 10))).isEqualTo(published);
    }

    @Test
    void isPastWhatIsNotPendingAnyMore() {
        stream.ensureGroup();
        List<EntryId> published = publish(2);
        stream.read("me", 10, NO_WAIT);

        assertThat(stream.isPast(published.get(0).value())).isFalse();
        stream.acknowledge(published.subList(0, 1));
        assertThat(stream.isPast(published.get(0).value())).isTrue();
        assertThat(stream.isPast(published.get(1).value())).isFalse();
        stream.acknowledge(published.subList(1, 2));
        assertThat(stream.isPast(published.get(1).value())).isTrue();
    }

    @Test
    void acknowledgesTheGhostOfAnEntryThatWasDeletedWhilePending() {
        stream.ensureGroup();
        List<EntryId> published = publish(2);
        stream.read("dead", 10, NO_WAIT);
        redis.xdel(STREAM, new StreamEntryID(published.get(0).value()));

        List<StreamEntry> claimed = stream.claimFromOthers("alive", Duration.ZERO, 10);

        assertThat(ids(claimed)).containsExactly(published.get(1));
        assertThat(stream.pending()).isEqualTo(1);
    }

    @Test
    void claimsNothingWhereThereIsNoGroup() {
        assertThat(stream.claimAll("a", 10)).isEmpty();
        assertThat(stream.claimFromOthers("a", Duration.ZERO, 10)).isEmpty();
        assertThat(stream.isHeldByOthers("a")).isFalse();
        assertThat(stream.pending()).isZero();
    }

    @Test
    void removesConsumersThatAreGoneAndHaveNothingPending() {
        stream.ensureGroup();
        publish(3);
        stream.read("holds", 1, NO_WAIT);
        stream.acknowledge(ids(stream.read("gone", 1, NO_WAIT).entries()));
        stream.acknowledge(ids(stream.read("me", 1, NO_WAIT).entries()));

        assertThat(stream.tidy("me", Duration.ofHours(1)).consumers()).isZero();
        assertThat(tidyWhenAllAreIdle().consumers()).isOne();

        assertThat(consumers()).containsExactlyInAnyOrder("holds", "me");
        assertThat(stream.pending()).isOne();
    }

    @Test
    void trimsWhatWasAcknowledgedAndNotDeleted() {
        stream.ensureGroup();
        publish(3);
        redis.xack(STREAM, GROUP, redisIds(ids(stream.read("died", 2, NO_WAIT).entries())));

        assertThat(stream.tidy("me", Duration.ofHours(1)).entries()).isEqualTo(2);

        assertThat(ids(stream.read("me", 10, NO_WAIT).entries())).hasSize(1);
    }

    @Test
    void trimsNothingThatIsPendingOrUnread() {
        stream.ensureGroup();
        List<EntryId> published = publish(4);
        List<EntryId> read = ids(stream.read("me", 3, NO_WAIT).entries());
        redis.xack(STREAM, GROUP, redisIds(List.of(read.get(0), read.get(2))));

        assertThat(stream.tidy("me", Duration.ofHours(1)).entries()).isOne();

        assertThat(idsOnTheStream()).isEqualTo(published.subList(1, 4));
        assertThat(ids(stream.claimAll("me", 10))).isEqualTo(published.subList(1, 2));
    }

    @Test
    void trimsNothingThatAnotherGroupHasNotHadOrNotAcknowledged() {
        stream.ensureGroup();
        RedisEventStream other = new RedisEventStream(redis, new StreamConfig(STREAM, "others"));
        other.ensureGroup();
        List<EntryId> published = publish(3);
        redis.xack(STREAM, GROUP, redisIds(ids(stream.read("me", 10, NO_WAIT).entries())));
        assertThat(stream.tidy("me", Duration.ZERO).entries()).isZero();

        List<EntryId> read = ids(other.read("they", 2, NO_WAIT).entries());
        redis.xack(STREAM, "others", redisIds(read.subList(0, 1)));

        assertThat(stream.tidy("me", Duration.ZERO).entries()).isOne();
        assertThat(idsOnTheStream()).isEqualTo(published.subList(1, 3));
    }

    @Test
    void tidiesNothingWhereThereIsNoStreamOrNoGroup() {
        RedisEventStream.Tidied nothing = new RedisEventStream.Tidied(0, 0);
        assertThat(stream.tidy("me", Duration.ZERO)).isEqualTo(nothing);
        List<EntryId> published = publish(2);
        assertThat(stream.tidy("me", Duration.ZERO)).isEqualTo(nothing);

        stream.ensureGroup();
        redis.flushAll();
        assertThat(stream.tidy("me", Duration.ZERO)).isEqualTo(nothing);
        assertThat(stream.read("me", 10, NO_WAIT).entries()).isEmpty();
        assertThat(publish(1)).isNotEqualTo(published);
        assertThat(stream.read("me", 10, NO_WAIT).entries()).hasSize(1);
    }

    @Test
    void comparesEntriesOfOneMillisecondByTheirNumbers() {
        stream.ensureGroup();
        for (int number = 8; number <= 11; number++) {
            redis.xadd(STREAM, new StreamEntryID("5-" + number), Map.of("f", "v"));
        }
        stream.read("me", 10, NO_WAIT);
        redis.xack(STREAM, GROUP, new StreamEntryID("5-8"), new StreamEntryID("5-9"), new StreamEntryID("5-11"));

        assertThat(stream.tidy("me", Duration.ZERO).entries()).isEqualTo(2);

        assertThat(idsOnTheStream()).containsExactly(new EntryId("5-10"), new EntryId("5-11"));
    }

    /** Redis counts idle time by the millisecond. */
    private RedisEventStream.Tidied tidyWhenAllAreIdle() {
        await().until(() -> redis.xinfoConsumers2(STREAM, GROUP).stream().allMatch(each -> each.getIdle() > 1));
        return stream.tidy("me", Duration.ofMillis(1));
    }

    private List<String> consumers() {
        return redis.xinfoConsumers2(STREAM, GROUP).stream()
                .map(StreamConsumerInfo::getName)
                .toList();
    }

    private List<EntryId> idsOnTheStream() {
        return redis.xrange(STREAM, "-", "+").stream()
                .map(entry -> new EntryId(entry.getID().toString()))
                .toList();
    }

    private static StreamEntryID[] redisIds(List<EntryId> ids) {
        return ids.stream().map(id -> new StreamEntryID(id.value())).toArray(StreamEntryID[]::new);
    }

    @Test
    void saysThatRedisIsAwayAndWorksAgainWhenItIsBack() {
        stream.ensureGroup();
        server.kill();

        assertThatThrownBy(() -> publish(1)).isInstanceOf(StreamUnavailableException.class);

        server.start();
        await("the gate, which was shut for two seconds at most, to open")
                .atMost(Duration.ofSeconds(10))
                .ignoreException(StreamUnavailableException.class)
                .until(() -> publish(1).size() == 1);
    }

    @Test
    void readsNothingNewerWhereTheAnswerOfAReadWasLost() {
        stream.ensureGroup();
        try (TcpProxy way = TcpProxy.to("127.0.0.1", server.port());
                UnifiedJedis cut = RedisConnections.open(
                        RedisConfig.queue(Settings.of(Map.of("REDIS_ADDR", way.address()))), "test@here")) {
            RedisEventStream other = new RedisEventStream(cut, new StreamConfig(STREAM, GROUP));
            CompletableFuture<List<StreamEntry>> read = CompletableFuture.supplyAsync(
                    () -> other.read("a", 10, Duration.ofSeconds(5)).entries());
            await().until(() -> redis.info("clients").contains("blocked_clients:1"));
            way.blackhole();
            List<EntryId> lost = publish(1);
            await().until(() -> stream.pending() == 1);
            publish(1);
            way.cut();
            way.resume();

            assertThatThrownBy(read::join).hasCauseInstanceOf(StreamUnavailableException.class);
            assertThat(other.claimAll("a", 10)).extracting(StreamEntry::id).isEqualTo(lost);
        }
    }

    @Test
    void saysThatRedisIsFull() {
        redis.configSet("maxmemory", "1");

        assertThatThrownBy(() -> publish(1))
                .isInstanceOf(StreamUnavailableException.class)
                .hasMessageContaining("OOM");
    }

    @Test
    void tellsHowFullItIs() {
        publish(2);
        LoadMeter meter = new LoadMeter(redis, new StreamConfig(STREAM, "webhook-processors"));

        assertThat(meter.measure()).isEqualTo(new StreamLoad(2, OptionalInt.empty()));
        redis.configSet("maxmemory", "1");
        assertThat(meter.measure().memoryPercent()).hasValue(100);
    }

    @Test
    void asksForTheMemoryOnceOnlyWhereItMayNot() {
        publish(1);
        acl("SETUSER", "default", "-info");
        acl("LOG", "RESET");
        LoadMeter meter = new LoadMeter(redis, new StreamConfig(STREAM, "webhook-processors"));

        assertThat(meter.measure()).isEqualTo(new StreamLoad(1, OptionalInt.empty()));
        assertThat(meter.measure()).isEqualTo(new StreamLoad(1, OptionalInt.empty()));

        List<?> denials = (List<?>) acl("LOG");
        assertThat(denials)
                .singleElement()
                .satisfies(denial ->
                        assertThat(((List<?>) denial).get(1)).as("count").isEqualTo(1L));
    }

    @Test
    void keepsNoticesForWhoeverReadsThem() throws UndecodableEntryException {
        StoredNotice notice = notice();

        new StoredNotices(redis).publish(List.of(notice));

        var entry = redis.xrange(StoredNotices.KEY, "-", "+").get(0);
        assertThat(StoredNoticeCodec.decode(entry.getFields())).containsExactly(notice);
    }

    @Test
    void goesOnWithoutNoticesWhereRedisRefusesThem() {
        StoredNotices notices = new StoredNotices(redis);
        redis.configSet("maxmemory", "1");
        notices.publish(List.of(notice()));
        redis.configSet("maxmemory", "0");
        assertThat(redis.exists(StoredNotices.KEY)).isFalse();

        redis.set(StoredNotices.KEY, "of somebody else");
        notices.publish(List.of(notice()));

        assertThat(redis.get(StoredNotices.KEY)).isEqualTo("of somebody else");
    }

    @Test
    void saysThatNobodyCouldBeToldWhileRedisIsAway() {
        server.kill();

        assertThatThrownBy(() -> new StoredNotices(redis).publish(List.of(notice())))
                .isInstanceOf(StreamUnavailableException.class);
    }

    @Test
    void tellsOfWhatItTakesOffTheStream() throws UndecodableEntryException {
        stream.ensureGroup();
        publish(2);
        StoredNotice notice = notice();

        new StoredEntries(stream, new StoredNotices(redis), redis, new StreamConfig(STREAM, GROUP))
                .finish(List.of(notice), ids(stream.read("a", 10, NO_WAIT).entries()));

        var entry = redis.xrange(StoredNotices.KEY, "-", "+").get(0);
        assertThat(StoredNoticeCodec.decode(entry.getFields())).containsExactly(notice);
        assertThat(stream.pending()).isZero();
        assertThat(stream.length()).isZero();
    }

    @Test
    void takesOffTheStreamThoughNobodyCanBeTold() {
        stream.ensureGroup();
        publish(1);
        redis.set(StoredNotices.KEY, "of somebody else");

        new StoredEntries(stream, new StoredNotices(redis), redis, new StreamConfig(STREAM, GROUP))
                .finish(List.of(notice()), ids(stream.read("a", 10, NO_WAIT).entries()));

        assertThat(redis.get(StoredNotices.KEY)).isEqualTo("of somebody else");
        assertThat(stream.pending()).isZero();
        assertThat(stream.length()).isZero();
    }

    @Test
    void saysThatEntriesMayBeOnTheStreamStillWhileRedisIsAway() {
        stream.ensureGroup();
        publish(1);
        List<EntryId> read = ids(stream.read("a", 10, NO_WAIT).entries());
        server.kill();

        assertThatThrownBy(() -> new StoredEntries(
                                stream, new StoredNotices(redis), redis, new StreamConfig(STREAM, GROUP))
                        .finish(List.of(notice()), read))
                .isInstanceOf(StreamUnavailableException.class);
    }

    private static StoredNotice notice() {
        return StoredNotice.of(List.of(StoredEvent.dead(event("d-1", new byte[0]), "x")))
                .get(0);
    }

    private Object acl(String... words) {
        return redis.executeCommand(new CommandArguments(Command.ACL).addObjects(List.of(words)));
    }

    private List<EntryId> publish(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> stream.publish(event("d-" + i, new byte[] {1})))
                .toList();
    }

    private static List<EntryId> ids(List<StreamEntry> entries) {
        return entries.stream().map(StreamEntry::id).toList();
    }

    private static WebhookEvent event(String delivery, byte[] body) {
        TenantId tenant = new TenantId(new UUID(1, 1));
        SourceName source = new SourceName("git");
        DeliveryId id = new DeliveryId(delivery);
        return new WebhookEvent(
                EventId.of(tenant, source, id),
                tenant,
                source,
                Provider.GITHUB,
                id,
                "push",
                Optional.of("o/r"),
                Optional.empty(),
                Instant.parse("2026-11-23T08:00:00Z"),
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                body);
    }
}
