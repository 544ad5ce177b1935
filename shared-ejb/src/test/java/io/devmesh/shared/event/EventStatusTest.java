package io.devmesh.shared.event;

import static io.devmesh.shared.event.EventStatus.DEAD;
import static io.devmesh.shared.event.EventStatus.IGNORED;
import static io.devmesh.shared.event.EventStatus.PROCESSED;
import static io.devmesh.shared.event.EventStatus.RECEIVED;
import static io.devmesh.shared.event.EventStatus.REPLAYED;
import static io.devmesh.shared.event.EventStatus.RETRYING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventStatusTest {
    private static final Set<EventStatus> OUTCOMES = EnumSet.of(PROCESSED, IGNORED, RETRYING, DEAD);
    private static final Map<EventStatus, Set<EventStatus>> LIFE = Map.of(
            RECEIVED,
            OUTCOMES,
            RETRYING,
            OUTCOMES,
            REPLAYED,
            OUTCOMES,
            DEAD,
            EnumSet.of(REPLAYED, IGNORED),
            PROCESSED,
            Set.of(),
            IGNORED,
            Set.of());
    private static final Pattern ARROW = Pattern.compile("^ {4}(\\[\\*\\]|\\w+) --> (\\w+):");

    @Test
    void everyPairIsAllowedOrNot() {
        for (EventStatus from : EventStatus.values()) {
            for (EventStatus to : EventStatus.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(LIFE.get(from).contains(to));
            }
        }
    }

    @Test
    void whatWaitsIsWhatCanFail() {
        for (EventStatus status : EventStatus.values()) {
            assertThat(status.isWaiting()).isEqualTo(status.canBecome(RETRYING));
        }
    }

    @Test
    void thePageDrawsWhatTheCodeAllows() throws IOException {
        Set<String> drawn = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "event-lifecycle.md"))) {
            Matcher arrow = ARROW.matcher(line);
            if (arrow.find()) {
                drawn.add(arrow.group(1) + " " + arrow.group(2));
            }
        }
        Set<String> allowed = new TreeSet<>();
        EventStatus.FIRST.forEach(first -> allowed.add("[*] " + first.wire()));
        LIFE.forEach((from, all) -> all.forEach(to -> allowed.add(from.wire() + " " + to.wire())));

        assertThat(drawn).isEqualTo(allowed);
    }
}
