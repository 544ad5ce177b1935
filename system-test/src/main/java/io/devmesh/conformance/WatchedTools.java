package io.devmesh.conformance;

import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tools of whose calls another one tells what became of them, on the same replica. */
@ApplicationScoped
class WatchedTools {
    private static final String MEBIBYTE = "x".repeat(1 << 20);

    /** Others want to work as well. */
    private static final Duration BREATH = Duration.ofMillis(2);

    private final Map<String, String> fates = new ConcurrentHashMap<>();

    @Produces
    Tool waiting() {
        return FixtureTool.of("test_watched_wait", this::sitOut).inItsOwnTime();
    }

    private ToolResult sitOut(ToolCall call) {
        tell(call, "working");
        double seconds = call.arguments().path("seconds").doubleValue();
        return tell(call, Pause.of(Duration.ofNanos((long) (seconds * 1e9)), call.talk()) ? "done" : "cancelled");
    }

    @Produces
    Tool flood() {
        return FixtureTool.of("test_watched_flood", this::saySoMuch).inItsOwnTime();
    }

    private ToolResult saySoMuch(ToolCall call) {
        tell(call, "working");
        int all = call.arguments().path("mebibytes").intValue();
        for (int said = 1; said <= all; said++) {
            call.talk().progress(said, all, MEBIBYTE);
            if (!Pause.of(BREATH, call.talk())) {
                return tell(call, "cancelled after " + said + " MiB");
            }
        }
        return tell(call, "done");
    }

    @Produces
    Tool fate() {
        return FixtureTool.of(
                "test_fate_of", call -> ToolResult.Content.text(fates.getOrDefault(label(call), "unknown")));
    }

    private ToolResult tell(ToolCall call, String fate) {
        fates.put(label(call), fate);
        return ToolResult.Content.text(fate);
    }

    private static String label(ToolCall call) {
        return call.text("label").orElseThrow();
    }
}
