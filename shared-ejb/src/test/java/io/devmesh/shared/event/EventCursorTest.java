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
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z", "1969-12-31T23:59:59Z"})
    void isEmptyForATimeAtWhichNothingWasReceived(String time) {
        assertThat(EventCursor.decode(new EventCursor(Instant.parse(time), new UUID(3, 4)).encode()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "****", "YQ", "MjAyNi0xMS0yM1QwODowMDowMFp8eA"})
    void isEmptyForWhatWasNotGiven(String text) {
        assertThat(EventCursor.decode(text)).isEmpty();
    }
}
