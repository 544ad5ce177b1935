package io.devmesh.edge.prompt.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "24h, 2026-11-23T12:00:00Z",
        "7d, 2026-11-17T12:00:00Z",
        "7 d, 2026-11-17T12:00:00Z",
        "2026-11-23, 2026-11-23T00:00:00Z",
        "2026-11-23T08:00:00Z, 2026-11-23T08:00:00Z",
        "2026-11-23T08:00:00+01:00, 2026-11-23T07:00:00Z"
    })
    void understandsWhatPeopleWrite(String text, Instant since) {
        assertThat(Since.parse(text, NOW)).contains(since);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "7",
                "-7d",
                "99999d",
                "2026-13-01",
                "2026-11-23T08:00",
                "7d ago",
                "+999999999-12-31",
                "-999999999-01-01T00:00:00Z"
            })
    void leavesTheRest(String text) {
        assertThat(Since.parse(text, NOW)).isEmpty();
    }
}
