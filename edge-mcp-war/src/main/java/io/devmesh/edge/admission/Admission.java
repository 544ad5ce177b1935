package io.devmesh.edge.admission;

import io.devmesh.edge.admission.RateGate.Toll;
import io.devmesh.edge.auth.Authenticated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets requests and calls in, or throws a JsonRpcException that says which limit they are beyond. */
@ApplicationScoped
public class Admission {
    private final AdmissionConfig config;
    private final RateGate rates;
    private final AdmissionMetrics metrics;

    Admission() {
        this(null, null, null);
    }

    @Inject
    Admission(AdmissionConfig config, RateGate rates, AdmissionMetrics metrics) {
        this.config = config;
        this.rates = rates;
        this.metrics = metrics;
    }

    /** A request, whatever it is for. */
    public void request(Authenticated caller) {
        check(() -> rates.take(everywhere(caller), 1));
    }

    /** Calls of one request beyond its first. */
    public void more(Authenticated caller, int calls) {
        if (calls > 0) {
            check(() -> rates.take(everywhere(caller), calls));
        }
    }

    /** A call of the tool of that name, which exists; the request that it came in was let in already. */
    public void call(Authenticated caller, String tool) {
        int cost = config.costs().of(tool);
        check(() -> {
            List<Toll> toll = config.rates().tool().stream()
                    .map(rate -> new Toll(
                            new BucketName(LimitType.TOOL, caller.tenant().value(), tool), rate))
                    .toList();
            Optional<Refused> refused = rates.take(toll, cost);
            if (refused.isEmpty() && cost > 1) {
                refused = rates.take(everywhere(caller), cost - 1);
                refused.ifPresent(unused -> rates.giveBack(toll, cost));
            }
            return refused;
        });
    }

    private List<Toll> everywhere(Authenticated caller) {
        List<Toll> tolls = new ArrayList<>(3);
        config.rates()
                .key()
                .ifPresent(rate -> tolls.add(new Toll(new BucketName(LimitType.KEY, caller.keyId()), rate)));
        config.rates()
                .tenant()
                .ifPresent(rate -> tolls.add(new Toll(
                        new BucketName(LimitType.TENANT, caller.tenant().value()), rate)));
        config.rates().global().ifPresent(rate -> tolls.add(new Toll(BucketName.GLOBAL, rate)));
        return tolls;
    }

    private void check(Supplier<Optional<Refused>> checks) {
        long start = System.nanoTime();
        Optional<Refused> refused = checks.get();
        metrics.took(Duration.ofNanos(System.nanoTime() - start));
        if (refused.isPresent()) {
            metrics.refused(refused.get().type());
            throw refused.get().refusal().exception();
        }
        metrics.admitted();
    }
}
