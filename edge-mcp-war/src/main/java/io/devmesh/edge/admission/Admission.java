package io.devmesh.edge.admission;

import io.devmesh.edge.admission.RateGate.Toll;
import io.devmesh.edge.auth.Authenticated;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Lets requests and calls in, or throws a JsonRpcException that says which limit they are beyond. */
@ApplicationScoped
public class Admission {
    private final AdmissionConfig config;
    private final Allowances allowances;
    private final RateGate rates;
    private final QuotaDesk quotas;
    private final KeySlots slots;
    private final AdmissionMetrics metrics;

    Admission() {
        this(null, null, null, null, null, null);
    }

    @Inject
    Admission(
            AdmissionConfig config,
            Allowances allowances,
            RateGate rates,
            QuotaDesk quotas,
            KeySlots slots,
            AdmissionMetrics metrics) {
        this.config = config;
        this.allowances = allowances;
        this.rates = rates;
        this.quotas = quotas;
        this.slots = slots;
        this.metrics = metrics;
    }

    /** Something that is under way; closing it twice does nothing. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
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
            List<Toll> tolls = cost > 1 ? everywhere(caller) : List.of();
            Optional<Refused> refused = rates.take(tolls, cost - 1);
            return refused.isPresent()
                    ? refused
                    : undo(() -> rates.giveBack(tolls, cost - 1), callOf(caller, tool, cost));
        });
    }

    /** One call that is worked on, for as long as the place is not closed. */
    public Place enterCall(Authenticated caller) {
        OptionalInt limit = allowances.of(caller).calls();
        return enter(LimitType.CONCURRENCY, caller.keyId(), limit, "calls under way");
    }

    /** The same for a call that was let in before, and is not refused any more. */
    public Place resumeCall(Authenticated caller) {
        return enter(LimitType.CONCURRENCY, caller.keyId(), OptionalInt.empty(), "");
    }

    /** One stream that listens, or one WebSocket. */
    public Place enterStream(Authenticated caller) {
        return enter(LimitType.STREAMS, caller.keyId(), config.atOnce().streams(), "streams and WebSockets");
    }

    /** The same for one that is open already. */
    public Place keepStream(Authenticated caller) {
        return enter(LimitType.STREAMS, caller.keyId(), OptionalInt.empty(), "");
    }

    private Optional<Refused> callOf(Authenticated caller, String tool, int cost) {
        List<Toll> toll = config.rates().tool().stream()
                .map(rate ->
                        new Toll(new BucketName(LimitType.TOOL, caller.tenant().value(), tool), rate))
                .toList();
        Optional<Refused> refused = rates.take(toll, cost);
        return refused.isPresent()
                ? refused
                : undo(
                        () -> rates.giveBack(toll, cost),
                        quotas.take(caller.tenant(), allowances.of(caller).quotas(), cost));
    }

    private static Optional<Refused> undo(Runnable before, Optional<Refused> refused) {
        refused.ifPresent(unused -> before.run());
        return refused;
    }

    private List<Toll> everywhere(Authenticated caller) {
        Allowance allowance = allowances.of(caller);
        List<Toll> tolls = new ArrayList<>(3);
        allowance.key().ifPresent(rate -> tolls.add(new Toll(new BucketName(LimitType.KEY, caller.keyId()), rate)));
        allowance
                .tenant()
                .ifPresent(rate -> tolls.add(new Toll(
                        new BucketName(LimitType.TENANT, caller.tenant().value()), rate)));
        config.rates().global().ifPresent(rate -> tolls.add(new Toll(BucketName.GLOBAL, rate)));
        return tolls;
    }

    private Place enter(LimitType type, UUID keyId, OptionalInt limit, String what) {
        if (!slots.enter(type, keyId, limit)) {
            metrics.refused(type);
            throw rates.refusedAtOnce(type, what, limit.orElseThrow());
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                slots.leave(type, keyId);
            }
        };
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
