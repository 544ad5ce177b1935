package io.devmesh.edge.admission;

import java.time.Duration;

/** Where all replicas get their tokens from. */
interface BucketStore {
    /**
     * Takes up to {@code most} tokens, or none where there are fewer than {@code least}.
     *
     * @throws BucketStoreException where the store is away
     */
    Grant take(BucketName bucket, Rate rate, int least, int most);

    /**
     * Says that the replica is here, and counts those that said so within {@code age}. Throws BucketStoreException as well.
     */
    int countReplicas(String self, Duration age);

    /** The replica ends. */
    void leave(String self);

    /**
     * What was got.
     *
     * @param tokens 0 where there were too few
     * @param left those that stay in the bucket
     * @param retryIn until there will be enough; zero where there were
     */
    record Grant(int tokens, int left, Duration retryIn) {}
}
