package io.devmesh.edge.admission;

import io.devmesh.shared.config.Settings;
import java.util.Map;

/** An admission that lets everything in. */
public final class OpenAdmission {
    private OpenAdmission() {}

    public static Admission create() {
        AdmissionConfig config = AdmissionConfig.from(Settings.of(Map.of(
                "EDGE_MCP_GLOBAL_RPS", "off",
                "EDGE_MCP_TENANT_RPS", "off",
                "EDGE_MCP_KEY_RPS", "off",
                "EDGE_MCP_TOOL_RPS", "off",
                "EDGE_MCP_ENABLE_QUOTAS", "false")));
        return new Admission(config, new RateGate(null, null), new CountedAdmission());
    }
}
