package io.devmesh.worker.consume;

import io.devmesh.shared.source.Processing.Priority;
import io.devmesh.shared.source.SourceName;
import io.devmesh.worker.inbox.Arrival;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spreads what was read over lanes, by its order, and knows how much is under way. */
final class Lanes {
    /** How long what is under way may take at the most. */
    static final Duration LONGEST_BATCH = Duration.ofSeconds(60);

    /** That fill all the room. */
    private static final int READS = 4;

    private final List<Lane> lanes = new ArrayList<>();
    private final Map<SourceName, Placement> placements = new HashMap<>();
    private final int count;
    private final int tenantLimit;
    private final long maxEntries;
    private final long maxBytes;
    private long entries;
    private long bytes;
    private long batches;
    private boolean dropped;

    /** As many as the configuration has, each with room for two batches. */
    Lanes(ConsumerConfig config) {
        this.count = config.consumers();
        this.tenantLimit = config.tenantConcurrency();
        this.maxEntries = 2L * count * config.batchSize();
        this.maxBytes = 2L * count * config.batchBytes();
    }

    void add(Lane lane) {
        lanes.add(lane);
    }

    List<Lane> all() {
        return lanes;
    }

    void replace(int index, Lane lane) {
        lanes.set(index, lane);
    }

    /** In order of arrival. Waits first where settings of a source have changed and with them the lanes of its orders. */
    void dispatch(List<Arrival> arrivals, Arrivals reader) throws InterruptedException {
        if (havePlacesChanged(arrivals, reader) && !awaitIdle(LONGEST_BATCH)) {
            throw new IllegalStateException("A batch has been under way for " + LONGEST_BATCH);
        }
        List<Map<Priority, List<Arrival>>> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(new EnumMap<>(Priority.class));
        }
        for (Arrival arrival : arrivals) {
            shares.get(placements.get(arrival.event().source()).lane(arrival, count, tenantLimit))
                    .computeIfAbsent(reader.priority(arrival), priority -> new ArrayList<>())
                    .add(arrival);
        }
        began(arrivals);
        for (int i = 0; i < count; i++) {
            Lane lane = lanes.get(i);
            shares.get(i).forEach(lane::add);
        }
    }

    private boolean havePlacesChanged(List<Arrival> arrivals, Arrivals reader) {
        boolean changed = false;
        for (Arrival arrival : arrivals) {
            Placement now = reader.placement(arrival);
            Placement before = placements.put(arrival.event().source(), now);
            changed |= before != null && !before.equals(now);
        }
        return changed;
    }

    private synchronized void began(List<Arrival> arrivals) {
        entries += arrivals.size();
        bytes += arrivals.stream().mapToLong(Arrival::size).sum();
    }

    /** These are not under way any more. */
    synchronized void ended(List<Arrival> arrivals, boolean stored) {
        dropped |= !stored && !arrivals.isEmpty();
        batches++;
        entries -= arrivals.size();
        bytes -= arrivals.stream().mapToLong(Arrival::size).sum();
        notifyAll();
    }

    /** Waits until {@code more} entries of about {@code size} bytes have room, or for as long as {@code limit}. */
    synchronized boolean awaitRoom(int more, long size, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (entries > 0 && (entries + more > maxEntries || bytes + more * size > maxBytes)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Waits while every lane has something to do, until one of them has done a batch, or for as long as {@code limit}. */
    void awaitLane(Duration limit) throws InterruptedException {
        long before = batches();
        if (lanes.stream().allMatch(Lane::isBusy)) {
            awaitEnd(before, limit);
        }
    }

    private synchronized long batches() {
        return batches;
    }

    private synchronized void awaitEnd(long before, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long left = limit.toMillis();
        while (batches == before && left > 0) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /** How many entries of about {@code size} bytes to read at once: a part of the room, so that lanes have work meanwhile. */
    int room(long size) {
        long entries = Math.min(maxEntries, maxBytes / Math.max(1, size));
        return (int) Math.max(1, entries / READS);
    }

    boolean awaitIdle(Duration limit) throws InterruptedException {
        for (Lane lane : lanes) {
            if (!lane.awaitIdle(limit)) {
                return false;
            }
        }
        return true;
    }

    /** Whether something that was read is neither stored nor under way; it is pending. */
    synchronized boolean haveDropped() {
        return dropped;
    }

    void open() {
        synchronized (this) {
            dropped = false;
        }
        lanes.forEach(Lane::open);
    }

    void close() {
        lanes.forEach(Lane::close);
    }
}
