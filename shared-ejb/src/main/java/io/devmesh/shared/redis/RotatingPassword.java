package io.devmesh.shared.redis;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.RedisCredentials;

/**
 * A password whose file may change while Redis still wants the old one, or already wants the new one. The newest value is
 * used; where Redis rejects it, the one before is tried, and the other way round.
 */
final class RotatingPassword implements LoginSource {
    private final Optional<String> username;
    private final Supplier<Optional<String>> source;
    private String newest;
    private String before;
    private boolean useBefore;
    private int version;

    RotatingPassword(RedisLogin.Password login) {
        this.username = login.username();
        this.source = login.password();
        this.newest = source.get().orElse("");
    }

    @Override
    public synchronized RedisCredentials get() {
        reread();
        return new DefaultRedisCredentials(username.orElse(null), useBefore ? before : newest);
    }

    @Override
    public synchronized int version() {
        return version;
    }

    @Override
    public synchronized boolean hasOther(int rejected) {
        reread();
        if (rejected == version && before != null) {
            useBefore = !useBefore;
            version++;
        }
        return rejected != version;
    }

    /** A file that is gone for a moment, as while it is replaced, changes nothing. */
    private void reread() {
        String value = source.get().orElse(newest);
        if (!Objects.equals(value, newest)) {
            before = newest;
            newest = value;
            useBefore = false;
            version++;
        }
    }
}
