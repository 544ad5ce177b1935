package io.devmesh.edge.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Counts entries. */
@ApplicationScoped
class AuditMetrics {
    private static final Metadata ENTRIES = Metadata.builder()
            .withName("edge_mcp_audit_entries")
            .withDescription(
                    "Entries of the audit log, by result: written, or lost because PostgreSQL was away for too long")
            .build();

    private final MetricRegistry registry;

    AuditMetrics() {
        this(null);
    }

    @Inject
    AuditMetrics(MetricRegistry registry) {
        this.registry = registry;
    }

    void written(int entries) {
        count("written", entries);
    }

    void lost() {
        count("lost", 1);
    }

    private void count(String result, int entries) {
        registry.counter(ENTRIES, new Tag("result", result)).inc(entries);
    }
}
