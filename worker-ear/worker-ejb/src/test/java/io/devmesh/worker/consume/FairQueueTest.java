package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.source.Processing.Priority;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue queue = new FairQueue();

    @Test
    void givesWhatOneTenantHasInOrder() {
        add(Priority.NORMAL, "1-0", 1);
        add(Priority.NORMAL, "1-1", 1);

        assertThat(take(10)).containsExactly("1-0", "1-1");
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void takesTurnsAmongTenants() {
        add(Priority.NORMAL, "1-0", 1);
        add(Priority.NORMAL, "1-1", 1);
        add(Priority.NORMAL, "1-2", 1);
        add(Priority.NORMAL, "2-0", 2);

        assertThat(take(2)).containsExactly("1-0", "2-0");
        assertThat(take(2)).containsExactly("1-1", "1-2");
    }

    @Test
    void givesHighPriorityFirstAndLowLast() {
        add(Priority.LOW, "1-0", 1);
        add(Priority.NORMAL, "1-1", 1);
        add(Priority.HIGH, "1-2", 1);

        assertThat(take(10)).containsExactly("1-2", "1-1", "1-0");
    }

    @Test
    void staysWithinTheBytesButGivesOneThatAloneHasMore() {
        add(Priority.NORMAL, "1-0", 1);
        add(Priority.NORMAL, "1-1", 1);

        assertThat(queue.take(10, 150)).hasSize(1);
        assertThat(queue.take(10, 50)).hasSize(1);
    }

    @Test
    void forgetsAllOfIt() {
        add(Priority.NORMAL, "1-0", 1);
        add(Priority.LOW, "1-1", 2);

        assertThat(queue.clear()).hasSize(2);
        assertThat(queue.isEmpty()).isTrue();
    }

    private void add(Priority priority, String id, long tenant) {
        queue.add(priority, Sample.arrival(id, tenant, Optional.empty()));
    }

    private List<String> take(int count) {
        return queue.take(count, Long.MAX_VALUE).stream()
                .map(arrival -> arrival.entry().value())
                .toList();
    }
}
