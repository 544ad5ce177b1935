package io.devmesh.tools.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

class GroupTallyTest {
    private static final StreamEntryID ID = new StreamEntryID(7, 0);

    private final GroupTally tally = new GroupTally("g");

    @Test
    void leavesOutWhatTheGroupIsDoneWith() {
        tally.count(ID, new Delivery.Done(), new Delivery.Undelivered(), true);

        assertThat(tally.report().entries()).isZero();
    }

    @Test
    void countsWhatWasDoneOnTheTargetMeanwhile() {
        tally.count(ID, new Delivery.Undelivered(), new Delivery.Done(), false);

        assertThat(tally.report().doneMeanwhile()).isEqualTo(1);
        assertThat(tally.report().found()).isZero();
    }

    @Test
    void comparesWhoHasAPendingEntryAndHowOftenItWasDelivered() {
        tally.count(ID, new Delivery.Pending("a", 2, 5), new Delivery.Pending("a", 2, 99), true);
        tally.count(ID, new Delivery.Pending("a", 2, 5), new Delivery.Pending("b", 3, 5), true);
        tally.count(ID, new Delivery.Pending("a", 2, 5), new Delivery.Undelivered(), false);

        assertThat(tally.report().pending()).isEqualTo(3);
        assertThat(tally.report().pendingAlike()).isEqualTo(1);
        assertThat(tally.report().differences())
                .containsExactly(
                        "7-0: pending for a (deliveries: 2) on the source, pending for b (deliveries: 3) on the target",
                        "7-0: pending for a (deliveries: 2) on the source, not there on the target");
    }
}
