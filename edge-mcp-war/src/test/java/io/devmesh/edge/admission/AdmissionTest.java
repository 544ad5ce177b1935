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
import io.devmesh.shared.limit.LimitField;
import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.tenant.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
    private final MemoryLimits limits = new MemoryLimits();
    private final MemoryQuotas quotas = new MemoryQuotas();
    private QuotaDesk desk;

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

    @Test
    void aTenantUsesItsQuotaAndNoMore() {
        Admission admission = admission(Map.of("EDGE_MCP_DEFAULT_QUOTA", "250", "EDGE_MCP_TOOL_RPS", "off"));
        for (int i = 0; i < 250; i++) {
            admission.call(i % 2 == 0 ? CALLER : COLLEAGUE, "event_list");
        }

        ObjectNode data = refusal(() -> admission.call(CALLER, "event_list"));

        assertThat(data.path("code").stringValue()).isEqualTo("QUOTA_EXCEEDED");
        assertThat(data.path("limit_type").stringValue()).isEqualTo("quota");
        assertThat(data.path("quota_used").intValue()).isEqualTo(250);
        assertThat(data.path("quota_limit").intValue()).isEqualTo(250);
        assertThat(data.path("quota_reset_at").stringValue()).isEqualTo("2026-11-28T00:00:00Z");
        assertThat(data.path("retry_after").intValue()).isEqualTo(14 * 3600);
        admission.call(STRANGER, "event_list");
        time.pass(Duration.ofHours(14));
        admission.call(CALLER, "event_list");
    }

    @Test
    void aQuotaIsLeasedInBlocksOfWhichTheRestIsGivenBack() {
        Admission admission = admission(Map.of("EDGE_MCP_TOOL_RPS", "off", "EDGE_MCP_TOOL_COSTS", "dear=3"));
        for (int i = 0; i < 100; i++) {
            admission.call(CALLER, "dear");
        }

        assertThat(quotas.leases).isLessThan(10);
        assertThat(quotas.total()).isGreaterThanOrEqualTo(300);
        desk.stop();
        assertThat(quotas.total()).isEqualTo(300);
    }

    @Test
    void whatNobodyUsesIsGivenBackAfterAMinute() {
        Admission admission = admission(Map.of());
        admission.call(CALLER, "event_list");
        assertThat(quotas.total()).isGreaterThan(1);

        time.pass(Duration.ofMinutes(2));
        desk.settle();

        assertThat(quotas.total()).isEqualTo(1);
    }

    @Test
    void callsAreLetInWhileTheDatabaseIsAwayAndCountedAfterwards() {
        Admission admission = admission(Map.of("EDGE_MCP_DEFAULT_QUOTA", "10", "EDGE_MCP_TOOL_RPS", "off"));
        quotas.away = true;
        limits.away = true;
        for (int i = 0; i < 50; i++) {
            admission.call(CALLER, "event_list");
        }
        desk.settle();
        quotas.away = false;
        time.pass(Duration.ofSeconds(1));

        assertThat(refusal(() -> admission.call(CALLER, "event_list"))
                        .path("quota_used")
                        .intValue())
                .isEqualTo(50);
    }

    @Test
    void aMonthHasAQuotaOfItsOwn() {
        Admission admission = admission(Map.of("EDGE_MCP_DEFAULT_QUOTA", "off", "EDGE_MCP_MONTHLY_QUOTA", "1"));
        admission.call(CALLER, "event_list");

        assertThat(refusal(() -> admission.call(CALLER, "event_list"))
                        .path("quota_reset_at")
                        .stringValue())
                .isEqualTo("2026-12-01T00:00:00Z");
    }

    @Test
    void aCallBeyondItsQuotaTakesNothingOfTheToolsRate() {
        Admission admission =
                admission(Map.of("EDGE_MCP_DEFAULT_QUOTA", "1", "EDGE_MCP_TOOL_RPS", "2", "EDGE_MCP_TOOL_BURST", "2"));
        admission.call(CALLER, "event_list");
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(() -> admission.call(CALLER, "event_list"))
                            .path("limit_type")
                            .stringValue())
                    .isEqualTo("quota");
        }
    }

    @Test
    void whatIsSaidOfATenantOrAKeyHoldsWithinSeconds() {
        Admission admission = admission(Map.of("EDGE_MCP_TENANT_RPS", "off"));
        admission.request(CALLER);
        limits.overrides.put(CALLER.keyId(), override(1, 1));
        limits.overrides.put(TENANT.value(), override(2, 2));
        time.pass(Allowances.STALE);

        admission.request(CALLER);
        assertThat(refusal(() -> admission.request(CALLER)).path("limit_type").stringValue())
                .isEqualTo("key");
        admission.request(COLLEAGUE);
        assertThat(refusal(() -> admission.request(COLLEAGUE))
                        .path("limit_type")
                        .stringValue())
                .isEqualTo("tenant");
    }

    @Test
    void aKeyThatWasQuietIsAskedAboutBeforeItGoesOn() {
        Admission admission = admission(Map.of("EDGE_MCP_KEY_CONCURRENCY", "1"));
        admission.enterCall(CALLER);
        assertThat(refusal(() -> admission.enterCall(CALLER))).isNotNull();
        limits.overrides.put(CALLER.keyId(), LimitOverride.of(Map.of(LimitField.CONCURRENCY, 2)));
        time.pass(Allowances.STALE);

        admission.enterCall(CALLER);
        limits.overrides.clear();
        time.pass(Allowances.STALE);
        assertThat(refusal(() -> admission.enterCall(CALLER)).path("limit").intValue())
                .isEqualTo(1);
    }

    @Test
    void aKeyHasNoMoreCallsUnderWayThanItsTenantWasGiven() {
        Admission admission = admission(Map.of());
        limits.overrides.put(CALLER.keyId(), LimitOverride.of(Map.of(LimitField.CONCURRENCY, 9)));
        limits.overrides.put(TENANT.value(), LimitOverride.of(Map.of(LimitField.CONCURRENCY, 1)));
        admission.enterCall(CALLER);

        assertThat(refusal(() -> admission.enterCall(CALLER)).path("limit").intValue())
                .isEqualTo(1);
    }

    @Test
    void limitsStayAsTheyWereWhileTheDatabaseIsAway() {
        limits.overrides.put(CALLER.keyId(), override(1, 1));
        Admission admission = admission(Map.of());
        admission.request(CALLER);
        limits.away = true;
        time.pass(Duration.ofMinutes(1));
        admission.request(CALLER);

        assertThat(refusal(() -> admission.request(CALLER)).path("limit").intValue())
                .isEqualTo(1);
    }

    @Test
    void aKeyHasSoManyCallsUnderWayAndAnotherHasItsOwn() {
        Admission admission = admission(Map.of("EDGE_MCP_KEY_CONCURRENCY", "2"));
        Admission.Place first = admission.enterCall(CALLER);
        admission.enterCall(CALLER);

        JsonRpcError error = error(() -> admission.enterCall(CALLER));

        assertThat(error.data().orElseThrow().path("limit_type").stringValue()).isEqualTo("concurrency");
        assertThat(RateLimitFields.of(new JsonRpcReply.Failure(Optional.empty(), error)))
                .contains(new RateLimitFields(
                        "\"concurrency\";q=2;qu=\"concurrent-requests\"", "\"concurrency\";r=0;t=1"));
        admission.enterCall(COLLEAGUE);
        first.close();
        first.close();
        admission.enterCall(CALLER);
        assertThat(refusal(() -> admission.enterCall(CALLER))).isNotNull();
        admission.resumeCall(CALLER);
    }

    @Test
    void aKeyHasSoManyStreams() {
        Admission admission = admission(Map.of("EDGE_MCP_KEY_STREAMS", "1"));
        Admission.Place stream = admission.enterStream(CALLER);

        assertThat(refusal(() -> admission.enterStream(CALLER))
                        .path("limit_type")
                        .stringValue())
                .isEqualTo("streams");
        stream.close();
        admission.enterStream(CALLER);
    }

    private static LimitOverride override(int rps, int burst) {
        return new LimitOverride(
                OptionalInt.of(rps),
                OptionalInt.of(burst),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    private Admission admission(Map<String, String> settings) {
        AdmissionConfig config = AdmissionConfig.from(Settings.of(settings));
        SameThread threads = new SameThread();
        desk = new QuotaDesk(quotas, threads, metrics, time, time);
        return new Admission(
                config,
                new Allowances(config, limits, threads, time),
                new RateGate(new Buckets(store, threads, metrics, time), time),
                desk,
                new KeySlots(),
                metrics);
    }

    private static ObjectNode refusal(Runnable request) {
        return error(request).data().orElseThrow();
    }

    private static JsonRpcError error(Runnable request) {
        return catchThrowableOfType(JsonRpcException.class, request::run).error();
    }
}
