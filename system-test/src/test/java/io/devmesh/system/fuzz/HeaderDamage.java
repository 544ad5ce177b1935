package io.devmesh.system.fuzz;

import java.util.List;

/** Damages headers and keeps them HTTP. */
final class HeaderDamage {
    private static final List<Header> WRONG = List.of(
            new Header("MCP-Protocol-Version", ""),
            new Header("MCP-Protocol-Version", "1.0"),
            new Header("MCP-Protocol-Version", "2024-11-05"),
            new Header("MCP-Protocol-Version", "2025-06-18"),
            new Header("MCP-Protocol-Version", "2026-07-28"),
            new Header("MCP-Protocol-Version", "9999-12-31"),
            new Header("MCP-Session-Id", ""),
            new Header("MCP-Session-Id", "7c6d2b5e-0000-0000-0000-000000000000"),
            new Header("MCP-Session-Id", "A".repeat(300)),
            new Header("Content-Type", ""),
            new Header("Content-Type", "text/plain"),
            new Header("Content-Type", "application/json; charset=utf-16"),
            new Header("Content-Type", "application/json; charset=nonsense"),
            new Header("Content-Type", "application/jsonp"),
            new Header("Content-Type", "multipart/form-data"),
            new Header("Accept", ""),
            new Header("Accept", "application/json"),
            new Header("Accept", "text/event-stream"),
            new Header("Accept", "image/png;q=x,,;"),
            new Header("Accept", "application/*;q=0, text/*"),
            new Header("Accept-Encoding", "gzip, deflate, br"),
            new Header("Mcp-Method", "tools/list"),
            new Header("Mcp-Method", "TOOLS/CALL"),
            new Header("Mcp-Method", ""),
            new Header("Mcp-Name", "test_simple_text"),
            new Header("Mcp-Name", ""),
            new Header("Mcp-Name", "=?base64?!!!?="),
            new Header("Mcp-Name", "=?base64?7aCA?="),
            new Header("Mcp-Name", "n".repeat(4_000)),
            new Header("Mcp-Param-Value", "other"),
            new Header("Mcp-Param-Count", "1e999999999"),
            new Header("Last-Event-ID", "unknown.0-0"),
            new Header("Last-Event-ID", "%00"),
            new Header("Origin", "https://evil.example"),
            new Header("Origin", "null"),
            new Header("Origin", "http://[::1"),
            new Header("Authorization", "Bearer usr_nobody"),
            new Header("Authorization", "Basic Og=="),
            new Header("Authorization", "Bearer"),
            new Header("traceparent", "00-00000000000000000000000000000000-0000000000000000-00"),
            new Header("traceparent", "ff-x"),
            new Header("Cookie", "JSESSIONID=0000:1"));

    private final Dice dice;

    HeaderDamage(Dice dice) {
        this.dice = dice;
    }

    /** Changes {@code headers} in one or two places. */
    void apply(List<Header> headers) {
        for (int left = 1 + dice.below(2); left > 0; left--) {
            switch (dice.below(5)) {
                case 0 -> headers.remove(dice.below(headers.size()));
                case 1 -> headers.add(dice.of(WRONG));
                case 2 -> {
                    Header chosen = dice.of(headers);
                    headers.add(new Header(chosen.name(), dice.oneIn(2) ? chosen.value() : chosen.value() + "x"));
                }
                default -> {
                    Header wrong = dice.of(WRONG);
                    headers.removeIf(header -> header.is(wrong.name()));
                    headers.add(wrong);
                }
            }
        }
    }
}
