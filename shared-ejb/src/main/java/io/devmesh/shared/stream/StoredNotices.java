package io.devmesh.shared.stream;

import static io.devmesh.shared.stream.StreamUnavailableException.call;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.redis.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;

/** The Redis Stream on which the Worker tells every replica of Edge MCP what it has stored. Nobody acknowledges it. */
@ApplicationScoped
public class StoredNotices {
    /** In one slot with all that MCP keeps in a cluster. Entries are what {@link StoredNoticeCodec} makes. */
    public static final String KEY = "{mcp}:stored";

    /** Roughly; for readers that were out of touch for a while. */
    private static final long ENTRIES_KEPT = 10_000;

    private static final System.Logger LOG = System.getLogger(StoredNotices.class.getName());

    private final UnifiedJedis redis;
    private volatile boolean refused;

    StoredNotices() {
        this(null);
    }

    @Inject
    public StoredNotices(@Queue UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * Tells all of them with one command; throws StreamUnavailableException where Redis is away. Where Redis refuses, as
     * for want of memory or permission, nobody is told, because events must not wait for that.
     */
    public void publish(List<StoredNotice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        Map<String, String> fields = StoredNoticeCodec.encode(notices);
        call("XADD", () -> unlessRefused(() -> redis.xadd(KEY, bounded(), fields)));
    }

    /** The same along with other commands, to the server that has all keys; what is returned is run once they are answered. */
    Runnable publish(List<StoredNotice> notices, Pipeline together) {
        if (notices.isEmpty()) {
            return () -> {};
        }
        Response<StreamEntryID> told = together.xadd(KEY, bounded(), StoredNoticeCodec.encode(notices));
        return () -> unlessRefused(told);
    }

    private static XAddParams bounded() {
        return XAddParams.xAddParams().maxLen(ENTRIES_KEPT).approximateTrimming();
    }

    /** The id of the notices' entry; empty where Redis refused it. */
    private Optional<StreamEntryID> unlessRefused(Supplier<StreamEntryID> answered) {
        try {
            StreamEntryID id = answered.get();
            refused = false;
            return Optional.of(id);
        } catch (JedisDataException answer) {
            note(answer);
            return Optional.empty();
        }
    }

    /** Once, until it works again: the next batch will be refused like this one. */
    private void note(JedisDataException answer) {
        if (!refused) {
            refused = true;
            LOG.log(
                    WARNING,
                    "Redis refuses to keep what was stored in " + KEY + "; subscribers are not told: "
                            + answer.getMessage());
        }
    }
}
