package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedStack.class)
class StdioBridgeIT {
    private static final String META =
            "'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28','io.modelcontextprotocol/clientCapabilities':{}}";

    private final EdgeClient edge;

    StdioBridgeIT(Stack stack) {
        this.edge = stack.edge();
    }

    @Test
    void carriesAClientOfTheOlderEra() {
        try (StdioBridge bridge = bridge(edge.apiKey())) {
            bridge.send("{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-11-25',"
                    + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}");
            assertThat(bridge.receive().at("/result/protocolVersion").stringValue())
                    .isEqualTo("2025-11-25");
            bridge.send("{'jsonrpc':'2.0','method':'notifications/initialized'}")
                    .send("{'jsonrpc':'2.0','id':1,'method':'tools/list'}");
            assertThat(bridge.receive().at("/result/tools"))
                    .extracting(tool -> tool.path("name").stringValue())
                    .contains("event_stats");
            bridge.send("{'jsonrpc':'2.0','id':2,'method':'tools/call','params':{'name':'event_stats'}}");
            assertThat(bridge.receive().at("/result/structuredContent/total").isNumber())
                    .isTrue();

            assertThat(bridge.end()).isZero();
            assertThat(bridge.err()).isEmpty();
        }
    }

    @Test
    void carriesAClientOfTheStatelessEra() {
        try (StdioBridge bridge = bridge(edge.apiKey())) {
            assertThat(call(bridge, "server/discover", "")
                            .at("/result/supportedVersions/0")
                            .stringValue())
                    .isEqualTo("2026-07-28");
            assertThat(call(bridge, "tools/list", "").at("/result/tools"))
                    .extracting(tool -> tool.path("name").stringValue())
                    .contains("event_stats");
            assertThat(call(bridge, "tools/call", "'name':'event_stats',")
                            .at("/result/structuredContent/total")
                            .isNumber())
                    .isTrue();
            assertThat(call(bridge, "tools/call", "'name':'Größe 日本',")
                            .at("/error/message")
                            .stringValue())
                    .contains("Größe 日本");
            assertThat(call(bridge, "ping", "").at("/error/code").intValue()).isEqualTo(-32601);

            assertThat(bridge.end()).isZero();
        }
    }

    @Test
    void tellsTheClientThatItsKeyIsNotKnown() {
        String unknown = "usr_" + "a".repeat(43);
        try (StdioBridge bridge = bridge(unknown)) {
            JsonNode answer =
                    bridge.send("{'jsonrpc':'2.0','id':'x','method':'ping'}").receive();

            assertThat(answer.path("id").stringValue()).isEqualTo("x");
            assertThat(answer.at("/error/message").stringValue()).isNotBlank();
            assertThat(bridge.end()).isZero();
            assertThat(bridge.err()).contains("EDGE_MCP_API_KEY").doesNotContain(unknown);
        }
    }

    private StdioBridge bridge(String apiKey) {
        return StdioBridge.start(edge.uri("/mcp").toString(), apiKey);
    }

    private static JsonNode call(StdioBridge bridge, String method, String params) {
        return bridge.send("{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':{" + params + META + "}}")
                .receive();
    }
}
