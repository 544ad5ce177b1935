package io.devmesh.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.work.SameThread;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class AdmissionTest {
    private static final TenantId TENANT = new TenantId(new UUID(0, 2));
    private static final Authenticated CALLER = new Authenticated(new UUID(0, 1), TENANT);
    private static final Authenticated COLLEAGUE = new Authenticated(new UUID(0, 3), TENANT);
    private static final Authenticated STRANGER = new Authenticated(new UUID(0, 4), new TenantId(new UUID(0, 5)));

    private final Nanos time = new Nanos();
    private final MemoryBucketStore store = new MemoryBucketStore(time);
    private final CountedAdmission metrics = new CountedAdmission();

    @Test
    void aKeyThatAsksTooMuchLeavesItsTenantsOthersAlone() {
        Admission admission = admission(Map.of("EDGE_MCP_KEY_RPS", "5", "EDGE_MCP_KEY_BURST", "5"));
        for (int i = 0; i < 5; i++) {
            admission.request(CALLER);
        }

        assertThat(refusal(() -> admission.request(CALLER)).path("limit_type").stringValue())
                .isEqualTo("key");
        admission.request(COLLEAGUE);
        assertThat(metrics.admitted).isEqualTo(6);
        assertThat(metrics.refused).containsExactly(LimitType.KEY);
    }

    @Test
    void aTenantThatAsksTooMuchLeavesOthersAlone() {
        Admission admission = admission(Map.of("EDGE_MCP_TENANT_RPS", "5", "EDGE_MCP_TENANT_BURST", "5"));
        for (int i = 0; i < 5; i++) {
            admission.request(CALLER);
        }

        assertThat(refusal(() -> admission.request(COLLEAGUE))
                        .path("limit_type")
                        .stringValue())
                .isEqualTo("tenant");
        admission.request(STRANGER);
    }

    @Test
    void whatIsRefusedTakesNothingThatOthersNeed() {
        Admission admission = admission(Map.of(
                "EDGE_MCP_TENANT_RPS", "5",
                "EDGE_MCP_TENANT_BURST", "5",
                "EDGE_MCP_GLOBAL_RPS", "20",
                "EDGE_MCP_GLOBAL_BURST", "20"));
        for (int i = 0; i < 5; i++) {
            admission.request(CALLER);
        }
        for (int i = 0; i < 100; i++) {
            refusal(() -> admission.request(CALLER));
        }

        for (int i = 0; i < 5; i++) {
            admission.request(STRANGER);
        }
    }

    @Test
    void oneToolOfOneTenantIsLimitedByWhatItsCallsCost() {
        Admission admission = admission(
                Map.of("EDGE_MCP_TOOL_RPS", "10", "EDGE_MCP_TOOL_BURST", "10", "EDGE_MCP_TOOL_COSTS", "dear=5"));
        admission.call(CALLER, "dear");
        admission.call(CALLER, "dear");

        assertThat(refusal(() -> admission.call(COLLEAGUE, "dear"))
                        .path("limit_type")
                        .stringValue())
                .isEqualTo("tool");
        for (int i = 0; i < 10; i++) {
            admission.call(CALLER, "cheap");
        }
        admission.call(STRANGER, "dear");
    }

    @Test
    void aDearCallTakesMoreOfTheTenantsRate() {
        Admission admission = admission(
                Map.of("EDGE_MCP_TENANT_RPS", "10", "EDGE_MCP_TENANT_BURST", "10", "EDGE_MCP_TOOL_COSTS", "dear=9"));
        admission.request(CALLER);
        admission.call(CALLER, "dear");
        admission.request(CALLER);

        assertThat(refusal(() -> admission.request(CALLER)).path("limit_type").stringValue())
                .isEqualTo("tenant");
    }

    @Test
    void theCallsOfABatchCountOneByOne() {
        Admission admission = admission(Map.of("EDGE_MCP_TENANT_RPS", "10", "EDGE_MCP_TENANT_BURST", "10"));
        admission.request(CALLER);
        admission.more(CALLER, 9);

        assertThat(refusal(() -> admission.request(CALLER)).path("limit_type").stringValue())
                .isEqualTo("tenant");
    }

    @Test
    void saysWhichLimitAndWhenToComeAgain() {
        Admission admission = admission(Map.of("EDGE_MCP_TENANT_RPS", "1", "EDGE_MCP_TENANT_BURST", "3"));
        admission.more(CALLER, 3);

        JsonRpcError error = error(() -> admission.more(CALLER, 3));

        assertThat(error.code()).isEqualTo(JsonRpcErrorCode.LIMIT_EXCEEDED);
        ObjectNode data = error.data().orElseThrow();
        assertThat(data.path("code").stringValue()).isEqualTo("RATE_LIMIT");
        assertThat(data.path("limit").intValue()).isEqualTo(1);
        assertThat(data.path("remaining").intValue()).isZero();
        assertThat(data.path("retry_after").intValue()).isEqualTo(3);
        assertThat(data.path("reset_at").stringValue()).isEqualTo("2026-11-27T10:00:03Z");
        assertThat(RateLimitFields.retryAfter(error)).contains(Duration.ofSeconds(3));
        assertThat(RateLimitFields.of(new JsonRpcReply.Failure(Optional.empty(), error)))
                .contains(new RateLimitFields("\"tenant\";q=1;w=1", "\"tenant\";r=0;t=3"));
        time.pass(Duration.ofSeconds(3));
        admission.more(CALLER, 3);
    }

    private Admission admission(Map<String, String> settings) {
        return new Admission(
                AdmissionConfig.from(Settings.of(settings)),
                new RateGate(new Buckets(store, new SameThread(), metrics, time), time),
                metrics);
    }

    private static ObjectNode refusal(Runnable request) {
        return error(request).data().orElseThrow();
    }

    private static JsonRpcError error(Runnable request) {
        return catchThrowableOfType(JsonRpcException.class, request::run).error();
    }
}
