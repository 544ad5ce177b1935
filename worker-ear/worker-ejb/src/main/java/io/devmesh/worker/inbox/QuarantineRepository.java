package io.devmesh.worker.inbox;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.stream.EventCodec;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;

/** Rows of {@code quarantined_entry}: entries that no code of ours could have written, kept for a person to look at. */
@ApplicationScoped
public class QuarantineRepository {
    private final DatabaseScope scope;
    private final StreamConfig stream;

    QuarantineRepository() {
        this(null, null);
    }

    @Inject
    public QuarantineRepository(Jdbi jdbi, StreamConfig stream) {
        this.scope = new DatabaseScope(jdbi);
        this.stream = stream;
    }

    /** Keeps the entry with its fields as Base64, because they may be any bytes; once, however often it is delivered. */
    public void store(StreamEntry entry, String reason) {
        Map<String, byte[]> fields = new TreeMap<>();
        entry.fields().forEach((name, value) -> fields.put(name.replace('\0', '?'), value));
        scope.ofAll()
                .use(handle -> handle.createUpdate("""
                        WITH fresh AS (
                            INSERT INTO quarantined_entry (stream, entry_id, reason, fields, tenant_id)
                            VALUES (:stream, :entry, :reason, CAST(:fields AS jsonb), CAST(:tenant AS uuid))
                            ON CONFLICT DO NOTHING RETURNING entry_id
                        )
                        INSERT INTO ledger AS l (source, kind, writer, events)
                        SELECT :source, 'quarantined', 'all', count(*) FROM fresh HAVING count(*) > 0
                        ON CONFLICT (source, kind, writer) DO UPDATE SET events = l.events + excluded.events
                        """)
                        .bind("stream", stream.stream())
                        // Whose it is that nobody can read is not known; nobody accepted it either.
                        .bind(
                                "source",
                                EventCodec.source(entry.fields())
                                        .map(SourceName::value)
                                        .orElse(""))
                        .bind("entry", entry.id().value())
                        .bind("reason", reason.replace('\0', '?'))
                        .bind("fields", Json.mapper().writeValueAsString(fields))
                        .bind(
                                "tenant",
                                EventCodec.tenant(entry.fields())
                                        .map(TenantId::value)
                                        .orElse(null))
                        .execute());
    }
}
