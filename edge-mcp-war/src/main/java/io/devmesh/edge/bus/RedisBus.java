package io.devmesh.edge.bus;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.redis.Queue;
import io.devmesh.shared.stream.StoredNotices;
import io.devmesh.shared.telemetry.RootCause;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Two streams of the queue's Redis, which does not evict: {@value #KEY} for what replicas tell each other, and what the
 * Worker tells them. Read in one long-lived thread; after a lost connection it goes on where it was.
 */
@ApplicationScoped
public class RedisBus implements Bus {
    /** Hash-tagged, so that one command can read both in a cluster. */
    public static final String KEY = "{mcp}:bus";

    private static final long MAX_LENGTH = 10_000;
    private static final int BLOCK_MILLIS = 2_000;
    private static final int BATCH = 500;
    private static final int PAUSE_MILLIS = 500;

    /** After notices, so that those of a busy Worker come together: one for each of its batches. */
    private static final int GATHER_MILLIS = 10;

    private static final String HELLO = "hello";
    private static final String ORIGIN = "0-0";
    private static final System.Logger LOG = System.getLogger(RedisBus.class.getName());

    private final UnifiedJedis redis;
    private final Map<String, List<Consumer<Entry>>> listeners = new ConcurrentHashMap<>();
    private final List<Consumer<Entry>> storedListeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String position = "";
    private volatile String storedPosition = "";
    private boolean told;

    /** A resource can only be injected into a field. */
    @Resource
    private ManagedExecutorService executor;

    RedisBus() {
        this(null);
    }

    @Inject
    RedisBus(@Queue UnifiedJedis redis) {
        this.redis = redis;
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        executor.execute(this::read);
    }

    @PreDestroy
    void stop() {
        stopped.countDown();
    }

    @Override
    public String post(Map<String, String> fields) {
        try {
            return redis.xadd(
                            KEY,
                            fields,
                            XAddParams.xAddParams().maxLen(MAX_LENGTH).approximateTrimming())
                    .toString();
        } catch (JedisException away) {
            throw new BusUnavailableException("Redis is away: " + RootCause.of(away), away);
        }
    }

    @Override
    public void listen(String kind, Consumer<Entry> listener) {
        listeners.computeIfAbsent(kind, unused -> new CopyOnWriteArrayList<>()).add(listener);
    }

    @Override
    public List<Entry> since(String id) {
        return entriesAfter(KEY, id);
    }

    @Override
    public String position() {
        return position.isEmpty() ? ORIGIN : position;
    }

    @Override
    public void listenStored(Consumer<Entry> listener) {
        storedListeners.add(listener);
    }

    @Override
    public List<Entry> storedSince(String id) {
        return entriesAfter(StoredNotices.KEY, id);
    }

    @Override
    public String storedPosition() {
        return storedPosition.isEmpty() ? ORIGIN : storedPosition;
    }

    private List<Entry> entriesAfter(String key, String id) {
        try {
            return redis.xrange(key, "(" + id, "+").stream()
                    .map(RedisBus::entry)
                    .toList();
        } catch (JedisException away) {
            throw new BusUnavailableException("Redis is away: " + RootCause.of(away), away);
        }
    }

    private void read() {
        try {
            int pause = 0;
            while (!stopped.await(pause, TimeUnit.MILLISECONDS)) {
                pause = readOnce();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how long to wait before the next time, in milliseconds. */
    private int readOnce() {
        try {
            if (position.isEmpty()) {
                begin();
            }
            List<Map.Entry<String, List<StreamEntry>>> read = redis.xread(
                    XReadParams.xReadParams().block(BLOCK_MILLIS).count(BATCH),
                    Map.of(KEY, new StreamEntryID(position), StoredNotices.KEY, new StreamEntryID(storedPosition)));
            if (told) {
                told = false;
                LOG.log(INFO, "Edge MCP hears of other replicas again");
            }
            if (read == null) {
                return 0;
            }
            read.forEach(
                    stream -> stream.getValue().forEach(stream.getKey().equals(KEY) ? this::hear : this::hearStored));
            return read.stream().anyMatch(stream -> stream.getKey().equals(KEY)) ? 0 : GATHER_MILLIS;
        } catch (JedisException | BusUnavailableException away) {
            if (!told && stopped.getCount() > 0) {
                told = true;
                LOG.log(WARNING, "Edge MCP does not hear of other replicas: " + RootCause.of(away));
            }
            return PAUSE_MILLIS;
        } catch (RuntimeException unexpected) {
            LOG.log(ERROR, "Reading what replicas tell failed; it is tried again", unexpected);
            return PAUSE_MILLIS;
        }
    }

    /** What was told before has nobody here to hear it. Both streams are on one server, hence of one clock. */
    private void begin() {
        String hello = post(Map.of(KIND, HELLO));
        storedPosition = hello.substring(0, hello.indexOf('-')) + "-0";
        position = hello;
    }

    private void hear(StreamEntry read) {
        Entry entry = entry(read);
        tell(listeners.getOrDefault(entry.field(KIND), List.of()), entry);
        position = entry.id();
    }

    private void hearStored(StreamEntry read) {
        Entry entry = entry(read);
        tell(storedListeners, entry);
        storedPosition = entry.id();
    }

    /** One that fails must not end the bus for all. */
    private static void tell(List<Consumer<Entry>> listeners, Entry entry) {
        for (Consumer<Entry> listener : listeners) {
            try {
                listener.accept(entry);
            } catch (RuntimeException failure) {
                LOG.log(ERROR, "What a replica told was not understood: " + entry.id(), failure);
            }
        }
    }

    private static Entry entry(StreamEntry read) {
        return new Entry(read.getID().toString(), read.getFields());
    }
}
