package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderTest {
    private final AtomicInteger heard = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void readsEventsWhateverEndsALine(String end) throws IOException {
        List<SseEvent> events = events(String.join(
                end,
                ": comment",
                "event: message",
                "id: 1",
                "data: {\"ä\":",
                "data:  1}",
                "unknown: x",
                "",
                "",
                "id",
                "retry: 250",
                "data",
                "",
                ": keep-alive",
                "",
                "data: unfinished"));

        assertThat(events)
                .containsExactly(
                        new SseEvent(Optional.of("1"), "{\"ä\":\n 1}", Optional.empty()),
                        new SseEvent(Optional.of(""), "", Optional.of(Duration.ofMillis(250))));
        assertThat(heard).hasValue(15);
    }

    @Test
    void ignoresWhatCanNotBeUsed() throws IOException {
        assertThat(events("id: \u0000\nretry: soon\ndata: x\n\n"))
                .containsExactly(new SseEvent(Optional.empty(), "x", Optional.empty()));
    }

    private List<SseEvent> events(String text) throws IOException {
        SseReader reader = new SseReader(new ByteArrayInputStream(text.getBytes(UTF_8)), heard::incrementAndGet);
        List<SseEvent> events = new ArrayList<>();
        for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
            events.add(event.get());
        }
        return events;
    }
}
