package io.devmesh.edge.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A second level for tests that need no Redis. */
final class MapLevel implements SecondLevel {
    final Map<String, byte[]> values = new ConcurrentHashMap<>();
    final Map<String, Duration> lives = new ConcurrentHashMap<>();
    final List<String> published = new ArrayList<>();
    boolean away;

    /** Runs once, in the middle of the next set. */
    Runnable duringSet = () -> {};

    @Override
    public Optional<byte[]> get(String name) {
        check();
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public void set(String name, byte[] value, Duration ttl) {
        check();
        Runnable interruption = duringSet;
        duringSet = () -> {};
        interruption.run();
        values.put(name, value);
        lives.put(name, ttl);
    }

    @Override
    public void delete(String name) {
        check();
        values.remove(name);
    }

    @Override
    public void publish(String message) {
        check();
        published.add(message);
    }

    private void check() {
        if (away) {
            throw new SecondLevelException(new IllegalStateException("away"));
        }
    }
}
