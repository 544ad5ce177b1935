package io.devmesh.edge.admission;

import io.devmesh.edge.work.SameThread;
import io.devmesh.shared.config.Settings;
import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.tenant.TenantId;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** An admission that lets everything in. */
public final class OpenAdmission {
    private OpenAdmission() {}

    public static Admission create() {
        AdmissionConfig config = AdmissionConfig.from(Settings.of(Map.of(
                "EDGE_MCP_GLOBAL_RPS", "off",
                "EDGE_MCP_TENANT_RPS", "off",
                "EDGE_MCP_KEY_RPS", "off",
                "EDGE_MCP_TOOL_RPS", "off",
                "EDGE_MCP_KEY_CONCURRENCY", "off",
                "EDGE_MCP_KEY_STREAMS", "off",
                "EDGE_MCP_ENABLE_QUOTAS", "false")));
        CountedAdmission metrics = new CountedAdmission();
        SameThread threads = new SameThread();
        LimitRepository none = new LimitRepository(null) {
            @Override
            public Overrides find(TenantId tenant, UUID keyId) {
                return new Overrides(LimitOverride.NONE, LimitOverride.NONE);
            }
        };
        return new Admission(
                config,
                new Allowances(config, none, threads),
                new RateGate(new Buckets(null, threads, metrics), Clock.systemUTC()),
                new QuotaDesk(null, threads, metrics, Clock.systemUTC()),
                new KeySlots(),
                metrics);
    }
}
