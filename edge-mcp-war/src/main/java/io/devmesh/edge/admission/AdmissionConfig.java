package io.devmesh.edge.admission;

import io.devmesh.shared.config.Settings;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is let in where no row of {@code tenant_limit} or {@code key_limit} says otherwise. Empty is without limit.
 *
 * @param costs what a call counts for in the rates and quotas
 */
public record AdmissionConfig(Rates rates, Quotas quotas, AtOnce atOnce, ToolCosts costs, Failures failures) {
    private static final int MOST = 1_000_000;
    private static final int MOST_OF_A_QUOTA = 2_000_000_000;

    /** @param tool of one tool in one tenant */
    record Rates(Optional<Rate> global, Optional<Rate> tenant, Optional<Rate> key, Optional<Rate> tool) {}

    /** Of one tenant, in a day and in a month. */
    record Quotas(boolean enabled, OptionalInt daily, OptionalInt monthly) {}

    /**
     * Of one key, on one replica.
     *
     * @param calls that are worked on
     * @param streams that listen, and WebSockets
     */
    record AtOnce(OptionalInt calls, OptionalInt streams) {}

    /** Failed authentications in a minute, on one replica. */
    record Failures(OptionalInt perAddress, OptionalInt perPrefix, TrustedProxies proxies) {}

    public static AdmissionConfig from(Settings settings) {
        return new AdmissionConfig(
                rates(settings),
                new Quotas(
                        settings.bool("EDGE_MCP_ENABLE_QUOTAS", true),
                        settings.limit("EDGE_MCP_DEFAULT_QUOTA", OptionalInt.of(10_000), MOST_OF_A_QUOTA),
                        settings.limit("EDGE_MCP_MONTHLY_QUOTA", OptionalInt.empty(), MOST_OF_A_QUOTA)),
                new AtOnce(
                        settings.limit("EDGE_MCP_KEY_CONCURRENCY", OptionalInt.of(100), MOST),
                        settings.limit("EDGE_MCP_KEY_STREAMS", OptionalInt.of(1_000), MOST)),
                ToolCosts.parse(settings.text("EDGE_MCP_TOOL_COSTS", "")),
                new Failures(
                        settings.limit("EDGE_MCP_ADDRESS_FAILURES", OptionalInt.of(20), MOST),
                        settings.limit("EDGE_MCP_PREFIX_FAILURES", OptionalInt.of(10), MOST),
                        TrustedProxies.parse(settings.text("EDGE_MCP_TRUSTED_PROXIES", ""))));
    }

    private static Rates rates(Settings settings) {
        OptionalInt global = settings.limit("EDGE_MCP_GLOBAL_RPS", OptionalInt.of(1_000), MOST);
        OptionalInt tenant = settings.limit("EDGE_MCP_TENANT_RPS", OptionalInt.of(100), MOST);
        OptionalInt key = settings.limit("EDGE_MCP_KEY_RPS", OptionalInt.of(100), MOST);
        OptionalInt tool = settings.limit("EDGE_MCP_TOOL_RPS", OptionalInt.of(50), MOST);
        return new Rates(
                rate(global, settings.integer("EDGE_MCP_GLOBAL_BURST", burst(global), 1, 2 * MOST)),
                rate(tenant, settings.integer("EDGE_MCP_TENANT_BURST", burst(tenant), 1, 2 * MOST)),
                rate(key, settings.integer("EDGE_MCP_KEY_BURST", burst(key), 1, 2 * MOST)),
                rate(tool, settings.integer("EDGE_MCP_TOOL_BURST", burst(tool), 1, 2 * MOST)));
    }

    private static Optional<Rate> rate(OptionalInt perSecond, int burst) {
        return perSecond.isEmpty() ? Optional.empty() : Optional.of(new Rate(perSecond.getAsInt(), burst));
    }

    /** Those of two seconds. */
    private static int burst(OptionalInt perSecond) {
        return 2 * perSecond.orElse(1);
    }
}
