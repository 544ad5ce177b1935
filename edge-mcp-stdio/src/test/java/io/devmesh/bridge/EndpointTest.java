package io.devmesh.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://mcp.example.com/mcp",
                "http://localhost:8082/mcp",
                "http://LOCALHOST/mcp",
                "http://127.0.0.1:8082/mcp",
                "http://127.8.9.10/mcp",
                "http://[::1]:8082/mcp"
            })
    void encryptedOrLocalAddressesAreTaken(String url) {
        assertThat(Endpoint.of(url, false).uri()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mcp.example.com/mcp",
                "http://10.0.0.1/mcp",
                "http://localhost.example.com/mcp",
                "http://127.0.0.1.example.com/mcp",
                "http://[::2]/mcp"
            })
    void keyDoesNotLeaveTheMachineUnencrypted(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(url, false))
                .withMessageContaining("--allow-http");
        assertThat(Endpoint.of(url, true).uri()).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://a/mcp, must start with",
        "mcp.example.com, must start with",
        "https:///mcp, no host",
        "https://user:word@a/mcp, no user",
        "https://a/mcp#x, fragment",
        "https://a b/, not a URL"
    })
    void whatIsNoAddressIsRefusedInWords(String url, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(url, true))
                .withMessageContaining(words);
    }

    @Test
    void pathIsThatOfEdgeMcpWhereNoneIsGiven() {
        assertThat(Endpoint.of("https://mcp.example.com", false).uri()).hasToString("https://mcp.example.com/mcp");
        assertThat(Endpoint.of("https://mcp.example.com/", false).uri()).hasToString("https://mcp.example.com/");
    }

    @Test
    void messagesDoNotShowTheQuery() {
        assertThat(Endpoint.of("https://mcp.example.com/mcp?token=x", false))
                .hasToString("https://mcp.example.com/mcp");
    }
}
