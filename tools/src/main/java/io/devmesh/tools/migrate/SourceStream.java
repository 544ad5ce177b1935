package io.devmesh.tools.migrate;

import java.util.Optional;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The stream to copy from, with a mark on it. The mark is a consumer group that nobody reads with: it goes with the stream
 * when that is deleted or flushed, which is the only way to tell an entry that a Worker is done with from one that was
 * lost.
 */
final class SourceStream {
    private final UnifiedJedis redis;
    private final String stream;
    private final StreamReader reader;
    private final Server server;

    SourceStream(UnifiedJedis redis, String stream) {
        this.redis = redis;
        this.stream = stream;
        this.reader = new StreamReader(redis, stream);
        this.server = new Server(redis, stream);
    }

    StreamReader reader() {
        return reader;
    }

    Server server() {
        return server;
    }

    /** Empty where the server does not let us. */
    Optional<String> mark(String token) {
        try {
            redis.xgroupCreate(stream, StreamReader.MARK + token, StreamEntryID.XGROUP_LAST_ENTRY, true);
            return Optional.of(StreamReader.MARK + token);
        } catch (JedisConnectionException unknown) {
            throw unknown;
        } catch (JedisDataException notPermitted) {
            return Optional.empty();
        }
    }

    /** Also the marks of migrations that were never ended. */
    void removeMarks() {
        reader.marks().forEach(mark -> redis.xgroupDestroy(stream, mark));
    }

    /** True where this is the same stream, on the same process, as when the record was written. */
    boolean isStill(MigrationRecord record) {
        return record.runId().equals(server.facts().runId())
                && record.mark().map(reader.marks()::contains).orElse(true)
                && record.position().compareTo(reader.lastGenerated()) <= 0;
    }
}
