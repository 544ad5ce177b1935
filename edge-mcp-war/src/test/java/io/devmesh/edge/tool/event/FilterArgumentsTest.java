package io.devmesh.edge.tool.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.mcp.Messages;
import io.devmesh.edge.tool.ToolCall;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterArgumentsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:00:00Z, 2026-11-23T08:00:00Z",
        "2026-11-23t08:00:00.5z, 2026-11-23T08:00:00.500Z",
        "2026-11-23T08:00:00+01:00, 2026-11-23T07:00:00Z",
        "2026-11-23T08:00:00+23:59, 2026-11-22T08:01:00Z",
        "2026-11-23T08:00:00-18:01, 2026-11-24T02:01:00Z",
        "2026-06-30T23:59:60Z, 2026-06-30T23:59:59Z",
        "2026-06-30T23:59:59.123456789123+01:00, 2026-06-30T22:59:59.123456789Z",
    })
    void readsEveryTimeOfRfc3339(String text, Instant time) {
        ToolCall call = new ToolCall(Messages.CALLER, Messages.json("{'since':'" + text + "'}"));

        assertThat(FilterArguments.read(call).since()).contains(time);
    }
}
