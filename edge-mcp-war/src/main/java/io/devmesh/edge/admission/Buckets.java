package io.devmesh.edge.admission;

import static java.lang.System.Logger.Level.DEBUG;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.devmesh.edge.work.Shutdown;
import io.devmesh.edge.work.Threads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;

/** This replica's part of each bucket that was used lately, and how many replicas there are. */
@ApplicationScoped
class Buckets {
    private static final Duration BEAT_EVERY = Duration.ofSeconds(2);
    private static final Duration HERE = Duration.ofSeconds(7);
    private static final int MOST = 100_000;
    private static final System.Logger LOG = System.getLogger(Buckets.class.getName());

    private final BucketStore store;
    private final Threads threads;
    private final AdmissionMetrics metrics;
    private final LongSupplier nanoTime;
    private final StoreWatch watch;
    private final Cache<BucketName, LeasedBucket> buckets;
    private final String replica = UUID.randomUUID().toString();
    private volatile boolean stopping;

    Buckets() {
        this.store = null;
        this.threads = null;
        this.metrics = null;
        this.nanoTime = null;
        this.watch = null;
        this.buckets = null;
    }

    @Inject
    Buckets(BucketStore store, Threads threads, AdmissionMetrics metrics) {
        this(store, threads, metrics, System::nanoTime);
    }

    Buckets(BucketStore store, Threads threads, AdmissionMetrics metrics, LongSupplier nanoTime) {
        this.store = store;
        this.threads = threads;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.watch = new StoreWatch(nanoTime);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(Duration.ofMinutes(5))
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application, Shutdown shutdown) {
        threads.execute(this::beat);
        threads.every(BEAT_EVERY, this::beat);
        shutdown.onStop(() -> threads.execute(this::leave));
    }

    LeasedBucket find(BucketName name) {
        return buckets.get(name, wanted -> new LeasedBucket(wanted, store, watch, threads::execute, metrics, nanoTime));
    }

    void beat() {
        try {
            if (!stopping) {
                watch.counted(store.countReplicas(replica, HERE));
            }
        } catch (BucketStoreException away) {
            LOG.log(DEBUG, "Replicas are not counted", away);
        }
    }

    private void leave() {
        stopping = true;
        try {
            store.leave(replica);
        } catch (BucketStoreException away) {
            LOG.log(DEBUG, "The others will notice", away);
        }
    }
}
