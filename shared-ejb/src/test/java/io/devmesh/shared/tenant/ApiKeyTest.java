package io.devmesh.shared.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    @Test
    void hasTheFormThatItReads() {
        ApiKey key = ApiKey.generate("usr");

        assertThat(key.reveal()).matches("usr_[A-Za-z0-9_-]{43}");
        assertThat(ApiKey.parse(key.reveal()).orElseThrow().hash()).isEqualTo(key.hash());
    }

    @Test
    void isNeverTheSameTwice() {
        assertThat(ApiKey.generate("usr").hash())
                .isNotEqualTo(ApiKey.generate("usr").hash());
    }

    @Test
    void showsOnlyItsPrefix() {
        ApiKey key = ApiKey.generate("agt");

        assertThat(key).hasToString(key.reveal().substring(0, 8) + "***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "usr", "usr_", "usr_short", "USR_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void isNotReadFromAnythingElse(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
    }
}
