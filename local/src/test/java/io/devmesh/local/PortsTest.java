package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void areThoseOfTheDocumentationUnlessSet() {
        assertThat(Ports.from(Settings.of(Map.of()))).isEqualTo(new Ports(8082, 8088));
        assertThat(Ports.from(Settings.of(Map.of("EDGE_MCP_PORT", "1", "WORKER_PORT", "2"))))
                .isEqualTo(new Ports(1, 2));
    }

    @Test
    void theSamePortTwiceIsRefused() {
        assertThatThrownBy(() -> Ports.from(Settings.of(Map.of("EDGE_MCP_PORT", "8088"))))
                .hasMessageContaining("are both 8088");
    }

    @Test
    void aTakenPortNamesItsVariable() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(FreePort.find(), taken.getLocalPort());

            assertThatThrownBy(ports::requireFree)
                    .isInstanceOf(StartupException.class)
                    .hasMessageStartingWith("Port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining("WORKER_PORT");
        }
    }
}
