package io.devmesh.worker.process.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    @ParameterizedTest
    @CsvSource({
        "\"2026-11-26T10:00:00Z\",2026-11-26T10:00:00Z",
        "\"2026-11-26T12:00:00+02:00\",2026-11-26T10:00:00Z",
        "\"2026-11-26T12:00:00.000+0200\",2026-11-26T10:00:00Z",
        "\"2026-11-26 10:00:00 UTC\",2026-11-26T10:00:00Z",
        "1732615200,2024-11-26T10:00:00Z",
        "1732615200000,2024-11-26T10:00:00Z"
    })
    void readsWhatProvidersWrite(String json, Instant moment) {
        assertThat(Timestamp.parse(Json.mapper().readTree(json))).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"soon\"", "null", "-1", "{}", "\"0001-01-01T00:00:00Z\"", "99999999999999999"})
    void readsNothingElse(String json) {
        assertThat(Timestamp.parse(Json.mapper().readTree(json))).isEqualTo(Optional.empty());
    }
}
