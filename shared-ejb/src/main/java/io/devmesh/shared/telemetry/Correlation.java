package io.devmesh.shared.telemetry;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import java.util.Map;

/**
 * Adds fields to the JSON log lines that this thread writes until it is closed; they show as {@code ext_trace_id},
 * {@code ext_tenant} and so on.
 */
public final class Correlation implements AutoCloseable {
    private final Map<String, String> fields;

    private Correlation(Map<String, String> fields) {
        this.fields = fields;
        fields.forEach(LogRecordContext::addExtension);
    }

    public static Correlation of(TraceContext trace) {
        return new Correlation(Map.of("trace_id", trace.traceId()));
    }

    public static Correlation of(TraceContext trace, String tenant) {
        return new Correlation(Map.of("trace_id", trace.traceId(), "tenant", tenant));
    }

    @Override
    public void close() {
        fields.keySet().forEach(LogRecordContext::removeExtension);
    }
}
