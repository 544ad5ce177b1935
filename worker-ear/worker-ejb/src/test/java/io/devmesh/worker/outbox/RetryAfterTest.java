package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"0,0", "2,2", "' 120 ',120", "3600,3600", "3601,3600", "999999999,3600"})
    void readsSecondsUpToAnHour(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thu, 26 Nov 2026 12:01:30 GMT|90",
                "Thursday, 26-Nov-26 12:01:30 GMT|90",
                "Thu, 26 Nov 2026 11:59:59 GMT|0",
                "Fri, 27 Nov 2026 12:00:00 GMT|3600"
            })
    void readsDatesUpToAnHour(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "12345678901234567890", "2026-11-26T12:01:30Z"})
    void ignoresAnythingElse(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
