package io.devmesh.tools.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

class BatchSizeTest {
    private static final int MIB = 1 << 20;

    private final BatchSize size = new BatchSize();

    @Test
    void growsStepByStepWhileEntriesAreSmall() {
        size.was(entries(10, 100));
        assertThat(size.next()).isEqualTo(20);
        IntStream.range(0, 10).forEach(i -> size.was(entries(20, 100)));
        assertThat(size.next()).isEqualTo(200);
    }

    @Test
    void readsOneByOneWhereEntriesAreHuge() {
        size.was(entries(2, 25 * MIB));

        assertThat(size.next()).isEqualTo(1);
    }

    @Test
    void keepsItsSizeWhileThereIsNothing() {
        size.was(List.of());

        assertThat(size.next()).isEqualTo(10);
    }

    @Test
    void cutsWhatIsTooMuchForOneScript() {
        assertThat(BatchSize.parts(entries(5, 2 * MIB)).stream().map(List::size))
                .containsExactly(2, 2, 1);
        assertThat(BatchSize.parts(entries(2, 25 * MIB)).stream().map(List::size))
                .containsExactly(1, 1);
        assertThat(BatchSize.parts(List.of())).isEmpty();
    }

    private static List<Entry> entries(int count, int bytes) {
        return Collections.nCopies(count, new Entry(new StreamEntryID(1, 1), List.of(new byte[bytes])));
    }
}
