package io.devmesh.edge.admission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/** Counts by the type of the limit; there are few of them. */
@ApplicationScoped
class RegistryAdmissionMetrics implements AdmissionMetrics {
    private static final Metadata ADMITTED = named("edge_mcp_admitted", "Requests and calls that were let in");
    private static final Metadata REFUSED = named("edge_mcp_refused", "Requests and calls beyond a limit, by limit");
    private static final Metadata LEASES =
            named("edge_mcp_limit_leases", "How often a block was asked of the bucket or quota that all share");
    private static final Metadata TIME = Metadata.builder()
            .withName("edge_mcp_admission_time")
            .withDescription("What the check of rates and quotas adds to a request")
            .withUnit(MetricUnits.SECONDS)
            .build();
    private static final Metadata TURNED_AWAY =
            named("edge_mcp_authentications_limited", "Requests turned away after too many failed authentications");

    private final MetricRegistry registry;
    private final Counter admitted;
    private final Timer time;
    private final Map<LimitType, Counter> refused = new EnumMap<>(LimitType.class);
    private final Map<LimitType, Counter> leases = new EnumMap<>(LimitType.class);

    RegistryAdmissionMetrics() {
        this.registry = null;
        this.admitted = null;
        this.time = null;
    }

    @Inject
    RegistryAdmissionMetrics(MetricRegistry registry) {
        this.registry = registry;
        this.admitted = registry.counter(ADMITTED);
        this.time = registry.timer(TIME);
        for (LimitType limit : LimitType.values()) {
            Tag tag = new Tag("limit", limit.label());
            refused.put(limit, registry.counter(REFUSED, tag));
            leases.put(limit, registry.counter(LEASES, tag));
        }
    }

    @Override
    public void admitted() {
        admitted.inc();
    }

    @Override
    public void refused(LimitType limit) {
        refused.get(limit).inc();
    }

    @Override
    public void leased(LimitType limit) {
        leases.get(limit).inc();
    }

    @Override
    public void took(Duration duration) {
        time.update(duration);
    }

    @Override
    public void turnedAway(String by) {
        registry.counter(TURNED_AWAY, new Tag("by", by)).inc();
    }

    private static Metadata named(String name, String description) {
        return Metadata.builder().withName(name).withDescription(description).build();
    }
}
