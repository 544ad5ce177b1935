package io.devmesh.shared.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    @Test
    void takesTheBearerTokenFirst() {
        assertThat(Credentials.of(Map.of("Authorization", "bearer  k1 ", "X-API-Key", "k2")::get)
                        .key())
                .contains("k1");
    }

    @Test
    void takesTheKeyHeaderWhereThereIsNoBearerToken() {
        assertThat(Credentials.of(Map.of("Authorization", "Basic abc", "X-API-Key", "k2")::get)
                        .key())
                .contains("k2");
    }

    @Test
    void isEmptyWithoutEither() {
        assertThat(Credentials.of(Map.<String, String>of()::get).key()).isEmpty();
    }

    @Test
    void knowsWhatCameAsABearerToken() {
        assertThat(Credentials.of(Map.of("Authorization", "Bearer k1")::get).bearer())
                .contains("k1");
        assertThat(Credentials.of(Map.of("X-API-Key", "k2")::get).bearer()).isEmpty();
    }
}
