package io.devmesh.edge.admission;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the script does in Redis, in memory; may be away. */
final class MemoryBucketStore implements BucketStore {
    private final LongSupplier nanoTime;
    private final Map<BucketName, double[]> buckets = new HashMap<>();
    boolean away;
    int replicas = 1;
    int asked;

    MemoryBucketStore(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Grant take(BucketName bucket, Rate rate, int least, int most) {
        asked++;
        checkHere();
        long now = nanoTime.getAsLong();
        double[] state = buckets.computeIfAbsent(bucket, unused -> new double[] {rate.burst(), now});
        state[0] = Math.min(rate.burst(), state[0] + (now - state[1]) * rate.perSecond() / 1e9);
        state[1] = now;
        if (state[0] < least) {
            return new Grant(0, (int) state[0], Duration.ofMillis((long)
                    Math.ceil((least - state[0]) * 1000 / rate.perSecond())));
        }
        int taken = Math.min(most, (int) state[0]);
        state[0] -= taken;
        return new Grant(taken, (int) state[0], Duration.ZERO);
    }

    @Override
    public int countReplicas(String self, Duration age) {
        checkHere();
        return replicas;
    }

    @Override
    public void leave(String self) {}

    private void checkHere() {
        if (away) {
            throw new BucketStoreException("away", null);
        }
    }
}
