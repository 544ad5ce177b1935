package io.devmesh.benchmark.toolcall;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.http.SingleCall;
import io.devmesh.benchmark.servers.Servers;
import java.util.List;

/** The bare servlet, and the echo tool of Edge MCP in both eras, in this order. */
public final class OwnSubjects {
    private OwnSubjects() {}

    public static List<Subject> of(Servers servers) {
        ToolCallRequests requests = new ToolCallRequests(McpEndpoint.of(servers));
        HttpPost echo = requests.echoInSessionEra();
        Subject session = Subject.of("tools/call echo, 2025-11-25", echo, servers.edge());
        // So that its answer has the same size.
        SingleCall.send(echo.to("PUT", "/bare", session.first().body()));
        return List.of(
                Subject.of("bare servlet", echo.to("POST", "/bare", echo.body()), servers.edge()),
                session.checked(),
                Subject.of("tools/call echo, 2026-07-28", requests.echoInStatelessEra(), servers.edge())
                        .checked());
    }
}
