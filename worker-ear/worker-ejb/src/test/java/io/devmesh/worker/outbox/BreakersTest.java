package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.tenant.TenantId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.Test;

class BreakersTest {
    private static final TenantId TENANT = new TenantId(UUID.randomUUID());
    private static final TargetName TARGET = new TargetName("target");
    private static final TargetName OTHER = new TargetName("other");
    private static final Verdict DELIVERED = new Verdict.Delivered(200);
    private static final Verdict BROKEN = new Verdict.Again(Optional.of(500), "broken", true, Optional.empty());
    private static final Verdict BUSY = new Verdict.Again(Optional.of(429), "busy", false, Optional.empty());
    private static final Verdict REFUSED = new Verdict.Dead(Optional.of(400), "refused");

    private static final Verdict HELD = new Verdict.Held("no key");

    private final Breakers breakers = new Breakers(noRegistry(), Duration.ofHours(1));

    @Test
    void opensForOneTargetWhereHalfOfItsRequestsFail() {
        for (int i = 0; i < 4; i++) {
            assertThat(send(breakers, BROKEN)).isFalse();
        }
        assertThat(send(breakers, DELIVERED)).isTrue();

        assertThat(breakers.permits(TENANT, TARGET, 3)).isZero();
        assertThat(breakers.permits(TENANT, OTHER, 3)).isEqualTo(3);
    }

    @Test
    void staysClosedWhereTheTargetAnswers() {
        for (int i = 0; i < 20; i++) {
            assertThat(send(breakers, BUSY)).isFalse();
            assertThat(send(breakers, REFUSED)).isFalse();
        }
    }

    @Test
    void knowsNothingOfATargetToWhichNothingWasSent() {
        for (int i = 0; i < 20; i++) {
            assertThat(send(breakers, HELD)).isFalse();
        }
        for (int i = 0; i < 4; i++) {
            assertThat(send(breakers, BROKEN)).isFalse();
        }
        assertThat(send(breakers, BROKEN)).isTrue();
    }

    @Test
    void triesOneRequestAfterARest() {
        Breakers impatient = new Breakers(noRegistry(), Duration.ofMillis(1));
        open(impatient);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            while (impatient.permits(TENANT, TARGET, 3) != 1) {
                Thread.onSpinWait();
            }
        });
        assertThat(impatient.permits(TENANT, TARGET, 1)).isZero();

        impatient.notSent(TENANT, TARGET, 1);
        assertThat(impatient.permits(TENANT, TARGET, 3)).isEqualTo(1);
        assertThat(impatient.sent(TENANT, TARGET, DELIVERED)).isFalse();
        assertThat(impatient.permits(TENANT, TARGET, 3)).isEqualTo(3);
    }

    private static void open(Breakers breakers) {
        for (int i = 0; i < 4; i++) {
            assertThat(send(breakers, BROKEN)).isFalse();
        }
        assertThat(breakers.permits(TENANT, TARGET, 1)).isEqualTo(1);
        assertThat(breakers.sent(TENANT, TARGET, BROKEN)).isTrue();
    }

    private static boolean send(Breakers breakers, Verdict verdict) {
        assertThat(breakers.permits(TENANT, TARGET, 1)).isEqualTo(1);
        return breakers.sent(TENANT, TARGET, verdict);
    }

    private static MetricRegistry noRegistry() {
        return (MetricRegistry) Proxy.newProxyInstance(
                BreakersTest.class.getClassLoader(),
                new Class<?>[] {MetricRegistry.class},
                (proxy, method, arguments) -> null);
    }
}
