package io.devmesh.shared.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    @ParameterizedTest
    @CsvSource({
        "6.2.14, true",
        "6.2, true",
        "7.0.15, true",
        "10.0, true",
        "6.0.16, false",
        "5.0.9, false",
        "nonsense, false",
        "'', false"
    })
    void comparesNumbersNotText(String version, boolean enough) {
        assertThat(Versions.isAtLeast(version, "6.2")).isEqualTo(enough);
    }
}
