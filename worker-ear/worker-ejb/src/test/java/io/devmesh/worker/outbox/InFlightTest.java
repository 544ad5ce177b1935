package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final TenantId GREEDY = new TenantId(new UUID(0, 1));
    private static final TenantId OTHER = new TenantId(new UUID(0, 2));

    @Test
    void oneTenantGetsHalfOfAll() {
        InFlight inFlight = new InFlight(32, 32);

        assertThat(inFlight.take(GREEDY, 100)).isEqualTo(16);
        assertThat(inFlight.take(GREEDY, 1)).isZero();
    }

    @Test
    void leavesSomethingForTheSixthOfFiveThatTakeWhatTheyGet() {
        InFlight inFlight = new InFlight(32, 16);
        for (int tenant = 0; tenant < 6; tenant++) {
            assertThat(inFlight.take(new TenantId(new UUID(1, tenant)), 100)).isPositive();
        }
    }

    @Test
    void keepsATenantToItsLimit() {
        InFlight inFlight = new InFlight(32, 3);

        assertThat(inFlight.take(GREEDY, 2)).isEqualTo(2);
        assertThat(inFlight.take(GREEDY, 2)).isEqualTo(1);
        assertThat(inFlight.take(OTHER, 2)).isEqualTo(2);
        inFlight.giveBack(GREEDY, 2);
        assertThat(inFlight.take(GREEDY, 5)).isEqualTo(2);
    }

    @Test
    void sendsOneAtATimeWhereOnlyOneMay() {
        InFlight inFlight = new InFlight(1, 1);

        assertThat(inFlight.take(GREEDY, 2)).isEqualTo(1);
        assertThat(inFlight.take(OTHER, 1)).isZero();
    }

    @Test
    void waitsUntilNothingIsUnderWay() throws InterruptedException {
        InFlight inFlight = new InFlight(4, 4);
        assertThat(inFlight.take(GREEDY, 1)).isEqualTo(1);
        assertThat(inFlight.awaitNone(Duration.ofMillis(10))).isFalse();

        Thread sender = Thread.startVirtualThread(() -> inFlight.giveBack(GREEDY, 1));
        assertThat(inFlight.awaitNone(Duration.ofSeconds(30))).isTrue();
        sender.join();
    }
}
