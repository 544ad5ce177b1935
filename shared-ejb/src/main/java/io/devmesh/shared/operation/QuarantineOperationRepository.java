package io.devmesh.shared.operation;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.stream.EntryId;
import io.devmesh.shared.stream.StreamConfig;
import io.devmesh.shared.stream.StreamEntry;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows of {@code quarantined_entry} as operators see and end them. */
@ApplicationScoped
public class QuarantineOperationRepository {
    private static final String VISIBLE =
            " FROM quarantined_entry WHERE stream = :stream AND (tenant_id = :tenant OR (:orphans AND tenant_id IS"
                    + " NULL))";

    private final DatabaseScope scope;
    private final StreamConfig stream;

    QuarantineOperationRepository() {
        this(null, null);
    }

    @Inject
    public QuarantineOperationRepository(Jdbi jdbi, StreamConfig stream) {
        this.scope = new DatabaseScope(jdbi);
        this.stream = stream;
    }

    /**
     * Whose entries are meant.
     *
     * @param withOrphans also those that are nobody's
     */
    public record Whose(TenantId tenant, boolean withOrphans) {}

    /** An entry that was put aside. */
    public record Quarantined(StreamEntry entry, String reason, Instant createdAt) {}

    /** The newest first. */
    List<Quarantined> list(Whose whose, int limit) {
        return scope(whose)
                .with(handle -> bind(
                                handle.createQuery("SELECT entry_id, reason, fields, created_at" + VISIBLE
                                        + " ORDER BY created_at DESC, entry_id DESC LIMIT :limit"),
                                whose)
                        .bind("limit", limit)
                        .map((row, context) -> quarantined(row))
                        .list());
    }

    Optional<Quarantined> find(Whose whose, EntryId id) {
        return scope(whose)
                .with(handle -> bind(
                                handle.createQuery("SELECT entry_id, reason, fields, created_at" + VISIBLE
                                        + " AND entry_id = :entry"),
                                whose)
                        .bind("entry", id.value())
                        .map((row, context) -> quarantined(row))
                        .findOne());
    }

    /** False where somebody else was faster. */
    boolean remove(Operator operator, EntryId id, String action, ObjectNode detail) {
        return scope.ofAll().with(handle -> {
            boolean removed =
                    handle.createUpdate("DELETE FROM quarantined_entry WHERE stream = :stream AND entry_id = :entry")
                                    .bind("stream", stream.stream())
                                    .bind("entry", id.value())
                                    .execute()
                            == 1;
            if (removed) {
                operator.note(handle, action, id.value(), detail);
            }
            return removed;
        });
    }

    /** What is nobody's is in no tenant's rows. */
    private DatabaseScope.Rows scope(Whose whose) {
        return whose.withOrphans() ? scope.ofAll() : scope.of(whose.tenant());
    }

    private Query bind(Query query, Whose whose) {
        return query.bind("stream", stream.stream())
                .bind("tenant", whose.tenant().value())
                .bind("orphans", whose.withOrphans());
    }

    private static Quarantined quarantined(ResultSet row) throws SQLException {
        Map<String, byte[]> fields = new HashMap<>();
        for (Map.Entry<String, JsonNode> field :
                Json.mapper().readTree(row.getString("fields")).properties()) {
            fields.put(field.getKey(), field.getValue().binaryValue());
        }
        return new Quarantined(
                new StreamEntry(new EntryId(row.getString("entry_id")), fields),
                row.getString("reason"),
                row.getTimestamp("created_at").toInstant());
    }
}
