package io.devmesh.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlCredentialsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=usr_secret",
                "access_token=usr_secret",
                "api_key=usr_secret",
                "apikey=usr_secret",
                "apiKey=usr_secret",
                "key=usr_secret",
                "X-API-Key=usr_secret",
                "a=b&KEY=usr_secret",
                "a=b;key=usr_secret",
                "%74oken=usr_secret",
                "api%5Fkey=usr_secret",
                "token",
                "%=1&token=usr_secret"
            })
    void refusesAKeyInTheUrlAndDoesNotRepeatIt(String query) {
        assertThat(UrlCredentials.refusal(query).orElseThrow())
                .contains("Authorization: Bearer", "logs", "replace this key")
                .doesNotContain("usr_secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "keys=1", "monkey=token", "cursor=key", "%"})
    void leavesTheRestAlone(String query) {
        assertThat(UrlCredentials.refusal(query)).isEmpty();
    }

    @Test
    void needsNoQuery() {
        assertThat(UrlCredentials.refusal(null)).isEmpty();
    }
}
