package io.devmesh.edge.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.LedgerRepository;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.telemetry.ServiceIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;

class AcceptedCountsTest {
    private static final SourceName GIT = new SourceName("git");
    private static final SourceName JIRA = new SourceName("jira");

    private final List<Flush> written = new ArrayList<>();
    private final AcceptedCounts counts = new AcceptedCounts(new FakeLedger(), new ServiceIdentity("edge-mcp", "a"));
    private boolean away;

    private record Flush(Map<SourceName, Long> accepted, UUID id) {}

    @Test
    void writesWhatWasCountedSinceTheLastTime() {
        counts.count(GIT);
        counts.count(GIT);
        counts.count(JIRA);
        counts.flush();
        counts.count(GIT);
        counts.flush();

        assertThat(written.stream().map(Flush::accepted)).containsExactly(Map.of(GIT, 2L, JIRA, 1L), Map.of(GIT, 1L));
        assertThat(written.get(0).id()).isNotEqualTo(written.get(1).id());
    }

    @Test
    void writesNothingWhereNothingWasAccepted() {
        counts.flush();

        assertThat(written).isEmpty();
    }

    @Test
    void triesAgainWhatMayHaveBeenWrittenUnderTheSameNameAndNoMore() {
        counts.count(GIT);
        away = true;
        counts.flush();
        counts.count(GIT);
        counts.flush();
        away = false;
        counts.flush();

        assertThat(written.stream().map(Flush::accepted))
                .containsExactly(Map.of(GIT, 1L), Map.of(GIT, 1L), Map.of(GIT, 1L), Map.of(GIT, 1L));
        assertThat(written.stream().limit(3).map(Flush::id).distinct()).hasSize(1);
        assertThat(written.get(3).id()).isNotEqualTo(written.get(0).id());
    }

    @Test
    void losesNothingThatIsCountedWhileItWrites() {
        IntStream.range(0, 20_000).parallel().forEach(i -> {
            counts.count(GIT);
            if (i % 100 == 0) {
                counts.flush();
            }
        });
        counts.flush();

        assertThat(written.stream()
                        .mapToLong(flush -> flush.accepted().get(GIT))
                        .sum())
                .isEqualTo(20_000);
    }

    private final class FakeLedger extends LedgerRepository {
        FakeLedger() {
            super(null);
        }

        @Override
        public void accept(Map<SourceName, Long> accepted, String writer, UUID flush) {
            assertThat(writer).isEqualTo("edge-mcp@a");
            written.add(new Flush(accepted, flush));
            if (away) {
                throw new Away();
            }
        }
    }

    private static final class Away extends JdbiException {
        private static final long serialVersionUID = 1L;

        Away() {
            super("away");
        }
    }
}
