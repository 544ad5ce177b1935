package io.devmesh.tools.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

class GroupTest {
    private static final Delivery.Pending HELD = new Delivery.Pending("worker@one/0", 2, 100);
    private static final Group GROUP = new Group("g", id(5), Map.of(id(3), HELD));

    @Test
    void knowsWhatIsPendingDoneAndUndelivered() {
        assertThat(GROUP.deliveryOf(id(3))).isEqualTo(HELD);
        assertThat(GROUP.deliveryOf(id(5))).isEqualTo(new Delivery.Done());
        assertThat(GROUP.deliveryOf(id(6))).isEqualTo(new Delivery.Undelivered());
    }

    @Test
    void isDoneWithOnlyWhenEveryGroupIs() {
        assertThat(Group.allDone(List.of(GROUP), id(4))).isTrue();
        assertThat(Group.allDone(List.of(GROUP, Group.fresh("h")), id(4))).isFalse();
        assertThat(Group.allDone(List.of(), id(4))).isFalse();
    }

    private static StreamEntryID id(long millis) {
        return new StreamEntryID(millis, 0);
    }
}
