package io.devmesh.edge.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
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

    private final Counter written;
    private final Counter lost;

    AuditMetrics() {
        this.written = null;
        this.lost = null;
    }

    @Inject
    AuditMetrics(MetricRegistry registry) {
        this.written = registry.counter(ENTRIES, new Tag("result", "written"));
        this.lost = registry.counter(ENTRIES, new Tag("result", "lost"));
    }

    void written(int entries) {
        written.inc(entries);
    }

    void lost() {
        lost.inc();
    }
}
