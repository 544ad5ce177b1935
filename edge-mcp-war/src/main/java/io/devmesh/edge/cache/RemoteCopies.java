package io.devmesh.edge.cache;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.devmesh.edge.cache.CacheMetrics.Operation;
import io.devmesh.edge.cache.CacheMetrics.Result;
import io.devmesh.edge.cache.CacheMetrics.Tier;
import io.devmesh.shared.telemetry.RootCause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What the second level has of our entries. None of this fails: trouble is counted, and said once until it is over. */
final class RemoteCopies {
    private static final System.Logger LOG = System.getLogger(RemoteCopies.class.getName());

    private final SecondLevel level;
    private final StoredForm form;
    private final WriteQueue writes;
    private final CacheMetrics metrics;
    private final AtomicBoolean troubled = new AtomicBoolean();

    RemoteCopies(SecondLevel level, StoredForm form, WriteQueue writes, CacheMetrics metrics) {
        this.level = level;
        this.form = form;
        this.writes = writes;
        this.metrics = metrics;
    }

    /** Empty also where there was trouble. What can't be read is deleted. */
    <V> Optional<V> find(CacheKey<V> key, String name) {
        Optional<Optional<byte[]>> answer = ask(Operation.GET, () -> level.get(name));
        Optional<byte[]> stored = answer.flatMap(bytes -> bytes);
        Optional<V> value = stored.flatMap(form::unwrap).flatMap(key.region().codec()::decode);
        if (stored.isPresent() && value.isEmpty()) {
            count(Operation.GET, Result.ERROR);
            delete(name);
        } else if (answer.isPresent()) {
            count(Operation.GET, value.isPresent() ? Result.HIT : Result.MISS);
        }
        return value;
    }

    /**
     * Stores it soon, or not at all where too much is to be stored already.
     *
     * @param life how long it may still live, asked when it is written
     * @param current whether the value is still the one to store; asked before and after, because an invalidation may
     *     come between
     */
    <V> void store(CacheKey<V> key, String name, V value, Supplier<Duration> life, BooleanSupplier current) {
        int weight = FirstLevel.weight(key.region().codec().size(value));
        boolean taken = writes.offer(weight, () -> {
            if (current.getAsBoolean()) {
                write(name, key.region().codec().encode(value), life.get());
                if (!current.getAsBoolean()) {
                    delete(name);
                }
            }
        });
        if (!taken) {
            count(Operation.SET, Result.DROPPED);
        }
    }

    private void write(String name, byte[] value, Duration life) {
        if (value.length > StoredForm.MAX_BYTES || life.toMillis() <= 0) {
            count(Operation.SET, Result.DROPPED);
            return;
        }
        byte[] stored = form.wrap(value);
        metrics.saved(Math.max(0, value.length - stored.length));
        tell(Operation.SET, () -> level.set(name, stored, life));
    }

    void delete(String name) {
        tell(Operation.DELETE, () -> level.delete(name));
    }

    void deleteSoon(String name) {
        if (!writes.offer(1, () -> delete(name))) {
            count(Operation.DELETE, Result.DROPPED);
        }
    }

    void publish(String message) {
        ask(Operation.DELETE, () -> {
            level.publish(message);
            return message;
        });
    }

    private void tell(Operation operation, Runnable command) {
        Optional<Boolean> done = ask(operation, () -> {
            command.run();
            return true;
        });
        done.ifPresent(ok -> count(operation, Result.OK));
    }

    private <T> Optional<T> ask(Operation operation, Supplier<T> command) {
        try {
            T answer = command.get();
            if (troubled.compareAndSet(true, false)) {
                LOG.log(INFO, "The cache works with Redis again");
            }
            return Optional.of(answer);
        } catch (SecondLevelException trouble) {
            count(operation, Result.ERROR);
            if (troubled.compareAndSet(false, true)) {
                LOG.log(WARNING, "The cache goes on without Redis: " + RootCause.of(trouble));
            }
            return Optional.empty();
        }
    }

    private void count(Operation operation, Result result) {
        metrics.count(Tier.L2, operation, result);
    }
}
