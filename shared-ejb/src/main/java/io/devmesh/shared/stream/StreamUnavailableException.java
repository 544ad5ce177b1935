package io.devmesh.shared.stream;

import java.util.function.Supplier;
import redis.clients.jedis.exceptions.JedisException;

/** Redis did not confirm a command: it is away, full, or refuses; the message says which and holds no secret. */
public final class StreamUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StreamUnavailableException(String message) {
        super(message);
    }

    public StreamUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What {@code action} returns; throws this exception, which then names {@code command}, where Redis fails. */
    static <T> T call(String command, Supplier<T> action) {
        try {
            return action.get();
        } catch (JedisException failure) {
            throw new StreamUnavailableException(command + " failed: " + failure.getMessage(), failure);
        }
    }
}
