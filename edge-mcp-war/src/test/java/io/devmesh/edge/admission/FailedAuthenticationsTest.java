package io.devmesh.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.admission.FailedAuthentications.Attempt;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.Credentials;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailedAuthenticationsTest {
    private static final String SECRET = "x".repeat(39);

    private final Nanos time = new Nanos();
    private final CountedAdmission metrics = new CountedAdmission();
    private final FailedAuthentications failures = new FailedAuthentications(
            AdmissionConfig.from(Settings.of(Map.of(
                    "EDGE_MCP_ADDRESS_FAILURES", "6",
                    "EDGE_MCP_PREFIX_FAILURES", "3",
                    "EDGE_MCP_TRUSTED_PROXIES", "10.0.0.0/8"))),
            metrics,
            time,
            time);

    @Test
    void anAddressThatFailedTooOftenIsTurnedAwayAndOthersAreNot() {
        for (int i = 0; i < 6; i++) {
            fail("192.0.2.1", "usr_aa" + i + i + SECRET);
        }

        assertThat(isTurnedAway("192.0.2.1", "usr_zzzz" + SECRET)).isTrue();
        assertThat(isTurnedAway("192.0.2.2", "usr_zzzz" + SECRET)).isFalse();
        assertThat(metrics.turnedAway).containsExactly("address");
    }

    @Test
    void comesInAgainAfterAWhile() {
        for (int i = 0; i < 6; i++) {
            fail("192.0.2.1", "nonsense");
        }
        var refusal =
                failures.refusal(attempt("192.0.2.1", "nonsense"), () -> false).orElseThrow();

        assertThat(refusal.code()).isEqualTo(JsonRpcErrorCode.LIMIT_EXCEEDED);
        assertThat(RateLimitFields.retryAfter(refusal)).contains(Duration.ofSeconds(10));
        time.pass(Duration.ofSeconds(10));
        assertThat(isTurnedAway("192.0.2.1", "nonsense")).isFalse();
        fail("192.0.2.1", "nonsense");
        assertThat(isTurnedAway("192.0.2.1", "nonsense")).isTrue();
        time.pass(Duration.ofMinutes(1));
        assertThat(isTurnedAway("192.0.2.1", "nonsense")).isFalse();
    }

    @Test
    void aPrefixThatManyTriedIsClosedToThoseWhoTriedNotToOthers() {
        fail("192.0.2.1", "usr_abcd" + SECRET);
        fail("192.0.2.2", "usr_abcd" + SECRET);
        fail("192.0.2.3", "usr_abcd" + SECRET);

        assertThat(isTurnedAway("192.0.2.1", "usr_abcd" + SECRET)).isTrue();
        assertThat(isTurnedAway("192.0.2.1", "usr_efgh" + SECRET)).isFalse();
        assertThat(isTurnedAway("192.0.2.9", "usr_abcd" + SECRET)).isFalse();
        assertThat(metrics.turnedAway).containsExactly("prefix");
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        for (int i = 0; i < 6; i++) {
            fail("2001:db8:1:2::" + i, "nonsense");
        }

        assertThat(isTurnedAway("2001:db8:1:2:ffff::9", "nonsense")).isTrue();
        assertThat(isTurnedAway("2001:db8:1:3::1", "nonsense")).isFalse();
    }

    @Test
    void whatATrustedProxySaysCounts() {
        for (int i = 0; i < 6; i++) {
            failures.failed(failures.attempt(credentials("nonsense"), "10.1.1.1", "192.0.2." + i + ", 198.51.100.7"));
        }

        assertThat(isTurnedAway("198.51.100.7", "nonsense")).isTrue();
        assertThat(isTurnedAway("10.1.1.1", "nonsense")).isFalse();
        assertThat(isTurnedAway("192.0.2.1", "nonsense")).isFalse();
    }

    @Test
    void aKeyThatWasGoodAMomentAgoIsLetInFromWhereverItComes() {
        for (int i = 0; i < 10; i++) {
            fail("192.0.2.1", "usr_abcd" + SECRET);
        }

        assertThat(failures.refusal(attempt("192.0.2.1", "usr_abcd" + SECRET), () -> true))
                .isEmpty();
        assertThat(metrics.turnedAway).isEmpty();
    }

    @Test
    void withoutLimitNobodyIsTurnedAway() {
        FailedAuthentications open = new FailedAuthentications(
                AdmissionConfig.from(
                        Settings.of(Map.of("EDGE_MCP_ADDRESS_FAILURES", "off", "EDGE_MCP_PREFIX_FAILURES", "off"))),
                metrics,
                time,
                time);
        for (int i = 0; i < 100; i++) {
            open.failed(attempt("192.0.2.1", "usr_abcd" + SECRET));
        }

        assertThat(open.refusal(attempt("192.0.2.1", "usr_abcd" + SECRET), () -> false))
                .isEmpty();
    }

    private void fail(String address, String key) {
        failures.failed(attempt(address, key));
    }

    private boolean isTurnedAway(String address, String key) {
        return failures.refusal(attempt(address, key), () -> false).isPresent();
    }

    private Attempt attempt(String address, String key) {
        return failures.attempt(credentials(key), address, null);
    }

    private static Credentials credentials(String key) {
        return Credentials.of(name -> name.equals("X-API-Key") ? key : null);
    }
}
