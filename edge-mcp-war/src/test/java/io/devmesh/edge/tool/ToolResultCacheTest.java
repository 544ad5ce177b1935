package io.devmesh.edge.tool;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.cache.CacheConfig;
import io.devmesh.edge.cache.CountedCacheMetrics;
import io.devmesh.edge.cache.TwoLevelCache;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ToolResultCacheTest {
    private static final Authenticated STRANGER = new Authenticated(new UUID(0, 3), new TenantId(new UUID(0, 4)));
    private static final Authenticated COLLEAGUE = new Authenticated(new UUID(0, 5), CALLER.tenant());

    private final AtomicLong nanoTime = new AtomicLong();
    private final CountingTool tool = new CountingTool("counting.json");
    private final ToolResultCache results = results("1s");

    @Test
    void callsAReadingToolOnceForTheSameArgumentsInWhateverOrder() {
        ToolResult first = call(CALLER, "{'a':{'x':1,'y':[1,2]},'b':2}");

        assertThat(call(CALLER, "{'b':2,'a':{'y':[1,2],'x':1}}")).isEqualTo(first);
        assertThat(call(COLLEAGUE, "{'b':2,'a':{'y':[1,2],'x':1}}")).isEqualTo(first);
        assertThat(tool.calls).isEqualTo(1);
    }

    @Test
    void callsItAgainForOtherArguments() {
        call(CALLER, "{'a':[1,2]}");
        call(CALLER, "{'a':[2,1]}");
        call(CALLER, "{'a':'1'}");
        call(CALLER, "{}");

        assertThat(tool.calls).isEqualTo(4);
    }

    @Test
    void neverAnswersFromAnotherTenant() {
        call(CALLER, "{}");
        call(STRANGER, "{}");

        assertThat(tool.calls).isEqualTo(2);
    }

    @Test
    void callsItAgainWhenTheResultIsOld() {
        call(CALLER, "{}");
        nanoTime.addAndGet(1_000_000_000);
        call(CALLER, "{}");

        assertThat(tool.calls).isEqualTo(2);
    }

    @Test
    void keepsNeitherRefusalsNorFailures() {
        call(CALLER, "{'say':'no'}");
        call(CALLER, "{'say':'no'}");
        assertThatThrownBy(() -> call(CALLER, "{'say':'fail'}")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> call(CALLER, "{'say':'fail'}")).isInstanceOf(IllegalStateException.class);

        assertThat(tool.calls).isEqualTo(4);
    }

    @Test
    void callsAToolThatWritesEachTime() {
        EchoTool writing = new EchoTool();

        assertThat(writing.description().isReadOnly()).isFalse();
        assertThat(results.call(writing, new ToolCall(CALLER, json("{'text':'hi'}"))))
                .isNotSameAs(results.call(writing, new ToolCall(CALLER, json("{'text':'hi'}"))));
    }

    @Test
    void callsEveryToolEachTimeWhereItIsOff() {
        ToolResultCache off = results("0s");
        off.call(tool, new ToolCall(CALLER, json("{}")));
        off.call(tool, new ToolCall(CALLER, json("{}")));
        ToolResultCache.off().call(tool, new ToolCall(CALLER, json("{}")));

        assertThat(tool.calls).isEqualTo(3);
    }

    private ToolResult call(Authenticated caller, String arguments) {
        return results.call(tool, new ToolCall(caller, json(arguments)));
    }

    private ToolResultCache results(String ttl) {
        CacheConfig config = CacheConfig.from(Settings.of(Map.of("EDGE_MCP_TOOL_CACHE_TTL", ttl)));
        return new ToolResultCache(TwoLevelCache.inMemory(config, new CountedCacheMetrics(), nanoTime::get), config);
    }

    private static final class CountingTool implements Tool {
        private final ToolDescription description;
        private int calls;

        CountingTool(String file) {
            this.description = ToolDescription.load(CountingTool.class, file);
        }

        @Override
        public ToolDescription description() {
            return description;
        }

        @Override
        public ToolResult call(ToolCall call) {
            calls++;
            return switch (call.text("say").orElse("")) {
                case "no" -> new ToolResult.Refusal("no");
                case "fail" -> throw new IllegalStateException("broken");
                default ->
                    new ToolResult.Structured(Json.mapper().createObjectNode().put("calls", calls));
            };
        }
    }
}
