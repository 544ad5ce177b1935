package io.devmesh.shared.redis;

import io.devmesh.shared.iam.IamException;
import java.net.SocketTimeoutException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** The one place that tells what a failed Redis command means. */
enum ServerAnswer {
    /** The connection broke, or none could be made: what was sent may have been done or not. */
    CONNECTION_LOST,
    /** All connections of the pool are in use. */
    POOL_EXHAUSTED,
    /** This server cannot do it now, and did not: it was demoted, is loading, or its cluster is being changed. */
    NOT_NOW,
    /** The password or token is not, or no longer, accepted. */
    BAD_LOGIN,
    /** There is no memory left; trying again makes it worse. */
    FULL,
    /** The command itself is wrong or not allowed. */
    REFUSED;

    /** First words of error replies (https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors). */
    private static final Set<String> NOT_NOW_CODES =
            Set.of("READONLY", "LOADING", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN", "NOREPLICAS");

    private static final Set<String> BAD_LOGIN_CODES = Set.of("WRONGPASS", "NOAUTH");

    static ServerAnswer of(JedisException failure) {
        if (failure instanceof JedisConnectionException || failure instanceof JedisClusterOperationException) {
            return CONNECTION_LOST;
        }
        String code = Optional.ofNullable(failure.getMessage()).orElse("").split(" ", 2)[0];
        if (BAD_LOGIN_CODES.contains(code) || isCausedBy(failure, IamException.class)) {
            return BAD_LOGIN;
        }
        if (isCausedBy(failure, NoSuchElementException.class)) {
            return POOL_EXHAUSTED;
        }
        if (NOT_NOW_CODES.contains(code)) {
            return NOT_NOW;
        }
        return code.equals("OOM") ? FULL : REFUSED;
    }

    /** Whether a connection on which this was answered must not be used again. */
    boolean spoilsConnection() {
        return switch (this) {
            case CONNECTION_LOST, NOT_NOW, BAD_LOGIN -> true;
            case POOL_EXHAUSTED, FULL, REFUSED -> false;
        };
    }

    /** Whether nothing came at all, neither an answer nor a refusal. */
    static boolean isTimeout(JedisException failure) {
        return isCausedBy(failure, SocketTimeoutException.class);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())))
                .anyMatch(type::isInstance);
    }
}
