package io.devmesh.edge.mcp;

/** Keys of {@code _meta} that MCP reserves (2026-07-28). */
public enum MetaKey {
    PROTOCOL_VERSION("protocolVersion"),
    CLIENT_CAPABILITIES("clientCapabilities"),
    SERVER_INFO("serverInfo"),
    LOG_LEVEL("logLevel"),
    SUBSCRIPTION_ID("subscriptionId");

    private final String name;

    MetaKey(String name) {
        this.name = name;
    }

    public String wire() {
        return "io.modelcontextprotocol/" + name;
    }
}
