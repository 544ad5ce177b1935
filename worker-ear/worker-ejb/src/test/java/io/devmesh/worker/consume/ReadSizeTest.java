package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamEntry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadSizeTest {
    private final ConsumerConfig config = ConsumerConfig.from(
            Settings.of(Map.of("WORKER_CONCURRENCY", "2", "WORKER_BATCH_SIZE", "100", "WORKER_BATCH_BYTES", "64KiB")));
    private final ReadSize size = new ReadSize(new Lanes(config), config.batchBytes());

    @Test
    void beginsWithAsManyAsWouldFitIfTheyWereLarge() {
        assertThat(size.count()).isOne();
    }

    @Test
    void asksForFullBatchesSoonWhereEntriesAreSmall() {
        IntStream.range(0, 10).forEach(read -> size.observe(List.of(entry(100))));

        assertThat(size.count()).isEqualTo(100);
    }

    @Test
    void asksForFewAtOnceAfterLargeOnes() {
        IntStream.range(0, 10).forEach(read -> size.observe(List.of(entry(100))));

        size.observe(List.of(entry(60_000)));

        assertThat(size.count()).isOne();
    }

    @Test
    void learnsNothingFromNothing() {
        long before = size.expected();

        size.observe(List.of());

        assertThat(size.expected()).isEqualTo(before);
    }

    private static StreamEntry entry(int bytes) {
        return new StreamEntry(new EntryId("1-0"), Map.of("body", new byte[bytes]));
    }
}
