package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EventStream.State;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tools that take longer than they may, as their clients see it. */
class ToolTimeoutIT {
    private static final String MINUTE = "{'seconds':60,'label':'Endless'}";
    private static final String LATE = "slow_compute took longer than 2 seconds and was ended";

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.startWithFixtures(
                "tool-timeout", Map.of("EDGE_MCP_TOOL_TIMEOUT", "2s", "EDGE_MCP_KEY_CONCURRENCY", "1"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void areEndedInASessionWhichGoesOn() {
        SessionClient session = SessionClient.begin(stack.tenant("session"));
        try (EventStream stream = session.call(7, "slow_compute", MINUTE)) {
            assertLate(stream.awaitAnswer());
            assertThat(stream.awaitOver()).isEqualTo(State.ENDED);
            assertThat(stream.messages("notifications/progress")).isNotEmpty();
        }

        // As soon as the tool has heard of it, its place is another call's.
        await().atMost(EventStream.PATIENCE)
                .until(() -> session.request("tools/call", "{'name':'slow_compute','arguments':{'seconds':0.1}}")
                        .response()
                        .body()
                        .contains("done in 0.1 s"));
    }

    @Test
    void areEndedWithoutASessionAndCounted() {
        StatelessClient client = new StatelessClient(stack.tenant("stateless"));
        try (EventStream stream = client.call("slow_compute", MINUTE)) {
            JsonNode answer = stream.awaitAnswer();
            assertLate(answer);
            assertThat(answer.path("result").path("resultType").stringValue()).isEqualTo("complete");
        }

        assertThat(stack.edge().get("/metrics").response().body())
                .contains("edge_mcp_tool_timeouts_total{", "tool=\"slow_compute\"");
        await().atMost(EventStream.PATIENCE)
                .until(() -> stack.devmesh(0, "audit", "export", "--tenant", "stateless")
                        .contains("\"outcome\":\"timed_out\""));
    }

    @Test
    void areEndedOverAWebSocketWhichStaysOpen() {
        try (SocketClient socket = SocketClient.connect(stack.tenant("socket")).initialize()) {
            assertLate(socket.ask("{'jsonrpc':'2.0','id':5,'method':'tools/call','params':{'name':'slow_compute',"
                    + "'arguments':" + MINUTE + "}}"));
            assertThat(socket.ask("{'jsonrpc':'2.0','id':6,'method':'ping'}").has("result"))
                    .isTrue();
        }
    }

    @Test
    void areEndedInABatch() {
        JsonNode batch = stack.tenant("batch")
                .mcp("{'jsonrpc':'2.0','id':1,'method':'tools/batch','params':{'tools':[{'name':'slow_compute',"
                        + "'arguments':" + MINUTE + "}]}}")
                .json()
                .path("result")
                .path("batch_results")
                .path(0);

        assertThat(batch.path("error").path("message").stringValue()).startsWith(LATE);
    }

    @Test
    void haveMoreTimeAsTasks() {
        StatelessClient client = new StatelessClient(stack.tenant("task"));
        String task = client.task("slow_compute", "{'seconds':4,'label':'Longer'}");

        JsonNode over = await().atMost(EventStream.PATIENCE)
                .until(
                        () -> client.task(task).json().path("result"),
                        result -> !result.path("status").asString("").equals("working"));

        assertThat(over.path("status").stringValue()).isEqualTo("completed");
        assertThat(over.path("result").toString()).contains("Longer done");
    }

    private static void assertLate(JsonNode answer) {
        assertThat(answer.path("result").path("isError").asBoolean(false))
                .as(answer.toString())
                .isTrue();
        assertThat(answer.path("result").path("content").path(0).path("text").stringValue())
                .startsWith(LATE);
    }
}
