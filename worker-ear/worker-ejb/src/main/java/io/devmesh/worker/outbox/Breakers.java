package io.devmesh.worker.outbox;

import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.tenant.TenantId;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * A circuit breaker for each target: where half of the last ten requests failed, nothing is sent for a while, and then one
 * request to see. What waits meanwhile uses up no attempts, because it is not claimed.
 */
@ApplicationScoped
class Breakers {
    static final Duration REST = Duration.ofSeconds(30);

    private record Key(TenantId tenant, TargetName target) {}

    private final Map<Key, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final MetricRegistry registry;
    private final CircuitBreakerConfig config;

    Breakers() {
        this.registry = null;
        this.config = null;
    }

    @Inject
    Breakers(MetricRegistry registry) {
        this(registry, REST);
    }

    Breakers(MetricRegistry registry, Duration rest) {
        this.registry = registry;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .failureRateThreshold(50)
                .waitDurationInOpenState(rest)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build();
    }

    /** Up to {@code wanted} requests may be sent; each has to end in {@link #sent} or {@link #notSent}. */
    int permits(TenantId tenant, TargetName target, int wanted) {
        CircuitBreaker breaker = of(tenant, target);
        int permits = 0;
        while (permits < wanted && breaker.tryAcquirePermission()) {
            permits++;
        }
        return permits;
    }

    void notSent(TenantId tenant, TargetName target, int permits) {
        for (int i = 0; i < permits; i++) {
            of(tenant, target).releasePermission();
        }
    }

    /** True where the breaker is open now. */
    boolean sent(TenantId tenant, TargetName target, Verdict verdict) {
        CircuitBreaker breaker = of(tenant, target);
        switch (verdict) {
            case Verdict.Delivered taken -> breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            case Verdict.Dead refused -> breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            case Verdict.Held unsent -> breaker.releasePermission();
            case Verdict.Again failed -> failed(breaker, failed);
        }
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    private static void failed(CircuitBreaker breaker, Verdict.Again failed) {
        if (failed.fault()) {
            breaker.onError(0, TimeUnit.NANOSECONDS, new IllegalStateException(failed.error()));
        } else {
            breaker.releasePermission();
        }
    }

    private CircuitBreaker of(TenantId tenant, TargetName target) {
        return breakers.computeIfAbsent(new Key(tenant, target), this::make);
    }

    private CircuitBreaker make(Key key) {
        CircuitBreaker breaker = CircuitBreaker.of(key.tenant() + "/" + key.target(), config);
        registry.gauge(
                Metadata.builder()
                        .withName("webhook_forward_breaker")
                        .withDescription("A target's circuit breaker: 0 closed, 1 open, 2 half open")
                        .build(),
                breaker,
                one -> one.getState().getOrder(),
                new Tag("tenant", key.tenant().toString()),
                new Tag("target", key.target().toString()));
        return breaker;
    }
}
