package io.devmesh.worker.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void keepsTogetherWhatFits() {
        assertThat(cut(10, 4, 4, 2)).containsExactly(List.of(4, 4, 2));
    }

    @Test
    void cutsBeforeTheEntryThatWouldBeTooMuch() {
        assertThat(cut(10, 4, 4, 3, 7)).containsExactly(List.of(4, 4), List.of(3, 7));
    }

    @Test
    void givesAnEntryThatAloneIsTooMuchABatchOfItsOwn() {
        assertThat(cut(10, 1, 99, 1)).containsExactly(List.of(1), List.of(99), List.of(1));
    }

    @Test
    void makesNothingOfNothing() {
        assertThat(cut(10)).isEmpty();
    }

    private static List<List<Integer>> cut(int max, int... sizes) {
        List<StreamEntry> entries = new ArrayList<>();
        for (int size : sizes) {
            entries.add(new StreamEntry(new EntryId("1-" + entries.size()), Map.of("payload", new byte[size])));
        }
        return Batches.cut(entries, max).stream()
                .map(batch -> batch.stream().map(entry -> (int) entry.size()).toList())
                .toList();
    }
}
