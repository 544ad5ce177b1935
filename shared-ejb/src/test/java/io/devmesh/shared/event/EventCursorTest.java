package io.devmesh.shared.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCursorTest {
    @Test
    void comesBackAsItWasGiven() {
        EventCursor cursor = new EventCursor(Instant.parse("2026-11-23T08:00:00.123456Z"), new UUID(3, 4));

        assertThat(EventCursor.decode(cursor.encode())).contains(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "****", "YQ", "MjAyNi0xMS0yM1QwODowMDowMFp8eA"})
    void isEmptyForWhatWasNotGiven(String text) {
        assertThat(EventCursor.decode(text)).isEmpty();
    }
}
