package io.devmesh.edge.admission;

import io.devmesh.edge.admission.LeasedBucket.Empty;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes tokens of several buckets, or of none. */
@ApplicationScoped
class RateGate {
    private final Buckets buckets;
    private final Clock clock;

    RateGate() {
        this(null, null);
    }

    @Inject
    RateGate(Buckets buckets, Clock clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    /** A bucket that is asked, narrow ones first, so that what is refused takes nothing from those that others need. */
    record Toll(BucketName name, Rate rate) {}

    Optional<Refused> take(List<Toll> tolls, int cost) {
        List<LeasedBucket> found = new ArrayList<>(tolls.size());
        for (Toll toll : tolls) {
            LeasedBucket bucket = buckets.find(toll.name());
            bucket.prepare(toll.rate(), cost);
            found.add(bucket);
        }
        for (int i = 0; i < found.size(); i++) {
            Optional<Empty> empty = found.get(i).take(tolls.get(i).rate(), cost);
            if (empty.isPresent()) {
                giveBack(found.subList(0, i), tolls, cost);
                Toll toll = tolls.get(i);
                LimitType type = toll.name().type();
                return Optional.of(new Refused(
                        type, Refusal.rate(type, toll.rate(), empty.get().retryIn(), clock.instant())));
            }
        }
        return Optional.empty();
    }

    void giveBack(List<Toll> tolls, int cost) {
        giveBack(tolls.stream().map(toll -> buckets.find(toll.name())).toList(), tolls, cost);
    }

    JsonRpcException refusedAtOnce(LimitType type, String what, int limit) {
        return Refusal.atOnce(type, what, limit, clock.instant()).exception();
    }

    private static void giveBack(List<LeasedBucket> taken, List<Toll> tolls, int cost) {
        for (int i = 0; i < taken.size(); i++) {
            taken.get(i).giveBack(tolls.get(i).rate(), cost);
        }
    }
}
