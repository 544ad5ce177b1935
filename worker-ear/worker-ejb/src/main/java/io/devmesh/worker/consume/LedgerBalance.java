package io.devmesh.worker.consume;

import io.devmesh.shared.event.LedgerRepository.Count;
import io.devmesh.shared.event.LedgerRepository.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was accepted, and is neither on the stream nor accounted for. A source of which more was stored than accepted, because an
 * Edge MCP died before it wrote down what it had counted, does not make up for another.
 */
final class LedgerBalance {
    private static final int MEASUREMENTS = 3;

    private final Deque<Long> last = new ArrayDeque<>();

    /**
     * What was missing in each of the last three measurements; empty before there are as many. Nothing is taken for missing that
     * is on its way where {@code accepted} was read first, and {@code counts} last.
     */
    Optional<Long> missing(Map<String, Long> accepted, long onTheStream, List<Count> counts) {
        Map<String, Long> open = new HashMap<>(accepted);
        counts.stream()
                .filter(count -> count.kind() != Kind.ACCEPTED)
                .forEach(count -> open.merge(count.source(), -count.events(), Long::sum));
        long unaccounted =
                open.values().stream().mapToLong(events -> Math.max(0, events)).sum();
        last.addLast(Math.max(0, unaccounted - onTheStream));
        if (last.size() > MEASUREMENTS) {
            last.removeFirst();
        }
        return last.size() < MEASUREMENTS ? Optional.empty() : last.stream().min(Long::compare);
    }

    /** Begins anew. */
    void forget() {
        last.clear();
    }
}
