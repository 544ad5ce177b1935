package io.devmesh.shared.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
    @Test
    void hasThePortOfHttpsWhereItNamesNone() {
        assertThat(TargetUrl.parse("https://hooks.example/in?key=1").port()).isEqualTo(443);
        assertThat(TargetUrl.parse("HTTPS://hooks.example:8443").port()).isEqualTo(8443);
        assertThat(TargetUrl.parse("https://[2001:db8::1]/").host()).isEqualTo("[2001:db8::1]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example",
                "http://hooks.example",
                "file:///etc/passwd",
                "https:///path",
                "https://",
                "https:hooks.example",
                "https://user@hooks.example",
                "https://user:password@hooks.example",
                "https://@hooks.example",
                "https://hooks.example:0",
                "https://hooks.example:65536",
                "https://hooks.example/#part",
                "https://bad_host:x/",
                "https://hooks.example/a b",
                "https://0x7f.0.0.1/", // 127.0.0.1 in other forms; CheckedResolverTest has those that are URLs
                "https://127.1/",
                "https://127.0.0.1./",
                "gopher://hooks.example/",
                "jar:https://hooks.example!/"
            })
    void refusesAnythingElseWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> TargetUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hooks.example");
    }
}
