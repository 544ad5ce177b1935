package io.devmesh.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @Test
    void endsWithinAByte() {
        Network network = Network.parse("172.16.0.0/12");

        assertThat(network.contains(new byte[] {(byte) 172, 31, 0, 1})).isTrue();
        assertThat(network.contains(new byte[] {(byte) 172, 32, 0, 1})).isFalse();
    }

    @Test
    void isOneAddressWithoutALength() {
        assertThat(Network.parse("10.0.0.1").contains(new byte[] {10, 0, 0, 1})).isTrue();
        assertThat(Network.parse("10.0.0.1").contains(new byte[] {10, 0, 0, 2})).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "cafe",
                "10.0.0.0/33",
                "fd00::/129",
                "10.0.0/8",
                "10.0.0.0/",
                "256.0.0.1/8",
                ":",
                "1:2"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
