package io.devmesh.shared.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.node.ObjectNode;

/** Rows of {@code audit_entry}. */
@ApplicationScoped
public class AuditRepository {
    private static final int FETCHED_AT_ONCE = 1_000;

    private final DatabaseScope scope;

    AuditRepository() {
        this(null);
    }

    @Inject
    public AuditRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    private record Row(long seq, Instant at, String actor, String action, String subject, String detail, byte[] hash) {}

    /** Appends in the transaction of what it tells, which has the tenant's chain to itself from here on. */
    public static void append(Handle handle, AuditEntry entry) {
        handle.createQuery("""
                        SELECT audit_append(:tenant, coalesce(CAST(:at AS timestamptz), clock_timestamp()), :actor, :action, :subject, CAST(:detail AS json))
                        """)
                .bind("tenant", entry.tenant().value())
                .bind("at", entry.at().orElse(null))
                .bind("actor", entry.actor())
                .bind("action", entry.action())
                .bind("subject", entry.subject())
                .bind("detail", Json.mapper().writeValueAsString(entry.detail()))
                .mapTo(Long.class)
                .one();
    }

    /** Appends all or none, in their order. */
    public void append(List<AuditEntry> entries) {
        scope.ofAll()
                .use(handle -> handle.createQuery("""
                        SELECT count(audit_append(tenant, at, actor, action, subject, CAST(detail AS json))) FROM (
                            SELECT * FROM unnest(CAST(:tenants AS uuid[]), CAST(:moments AS timestamptz[]), CAST(:actors AS text[]),
                                CAST(:actions AS text[]), CAST(:subjects AS text[]), CAST(:details AS text[]))
                                WITH ORDINALITY AS entry (tenant, at, actor, action, subject, detail, number)
                            -- Whoever else appends for several tenants takes their chains in the same order.
                            ORDER BY tenant, number) AS sorted
                        """)
                        .bind("tenants", column(entries, entry -> entry.tenant().toString()))
                        .bind(
                                "moments",
                                column(
                                        entries,
                                        entry -> entry.at().orElseThrow().toString()))
                        .bind("actors", column(entries, AuditEntry::actor))
                        .bind("actions", column(entries, AuditEntry::action))
                        .bind("subjects", column(entries, AuditEntry::subject))
                        .bind("details", column(entries, entry -> Json.mapper().writeValueAsString(entry.detail())))
                        .mapTo(Long.class)
                        .one());
    }

    private static String[] column(List<AuditEntry> entries, Function<AuditEntry, String> field) {
        return entries.stream().map(field).toArray(String[]::new);
    }

    /**
     * {@code {"seq":…,"at":…,"actor":…,"action":…,"subject":…,"detail":{…},"hash":…}}, the oldest first.
     *
     * @param after number of the entry before the first one
     */
    public List<ObjectNode> page(TenantId tenant, long after, Optional<Instant> since, int limit) {
        return scope.of(tenant)
                .with(handle -> handle.createQuery("""
                        SELECT * FROM audit_entry WHERE tenant_id = :tenant AND seq > :after
                            AND (CAST(:since AS timestamptz) IS NULL OR at >= :since)
                        ORDER BY seq LIMIT :limit
                        """)
                        .bind("tenant", tenant.value())
                        .bind("after", after)
                        .bind("since", since.orElse(null))
                        .bind("limit", limit)
                        .map((row, context) -> json(row(row)))
                        .list());
    }

    /** Computes each entry's hash again. */
    public AuditVerdict verify(TenantId tenant) {
        return scope.of(tenant).with(handle -> {
            Optional<Row> head = handle.createQuery(
                            "SELECT seq, hash FROM audit_head WHERE tenant_id = :tenant FOR SHARE")
                    .bind("tenant", tenant.value())
                    .map((row, context) -> new Row(row.getLong(1), Instant.EPOCH, "", "", "", "", row.getBytes(2)))
                    .findOne();
            try (Stream<Row> rows = handle
                    .createQuery("SELECT * FROM audit_entry WHERE tenant_id = :tenant ORDER BY seq")
                    .bind("tenant", tenant.value())
                    .setFetchSize(FETCHED_AT_ONCE)
                    .map((row, context) -> row(row))
                    .stream()) {
                return new Walk(tenant).over(rows, head);
            }
        });
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("seq"),
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getBytes("hash"));
    }

    private static ObjectNode json(Row row) {
        ObjectNode json = Json.mapper()
                .createObjectNode()
                .put("seq", row.seq())
                .put("at", row.at().toString())
                .put("actor", row.actor())
                .put("action", row.action())
                .put("subject", row.subject());
        json.set("detail", Json.mapper().readTree(row.detail()));
        return json.put("hash", HexFormat.of().formatHex(row.hash()));
    }

    /** Along one chain. */
    private static final class Walk {
        private final UUID tenant;
        private long first;
        private long last;
        private byte[] hash = {};

        Walk(TenantId tenant) {
            this.tenant = tenant.value();
        }

        AuditVerdict over(Stream<Row> rows, Optional<Row> head) {
            for (Row row : (Iterable<Row>) rows::iterator) {
                if (last > 0 && row.seq() != last + 1) {
                    return new AuditVerdict.Broken(last + 1, "it is missing");
                }
                // What came before the oldest one is gone, so that its own hash can't be computed, unless it is the
                // very first.
                boolean anchor = last == 0 && row.seq() > 1;
                if (!anchor && !Arrays.equals(row.hash(), hashOf(row))) {
                    return new AuditVerdict.Broken(row.seq(), "it is not what was written");
                }
                first = last == 0 ? row.seq() : first;
                last = row.seq();
                hash = row.hash();
            }
            long newest = head.map(Row::seq).orElse(0L);
            if (last > 0 && newest != last) {
                return new AuditVerdict.Broken(Math.min(newest, last) + 1, "the chain ends at " + newest);
            }
            if (last > 0 && !Arrays.equals(head.orElseThrow().hash(), hash)) {
                return new AuditVerdict.Broken(last, "the end of the chain has another hash");
            }
            return last > 0
                    ? new AuditVerdict.Intact(first, last, HexFormat.of().formatHex(hash))
                    : new AuditVerdict.Intact(
                            newest + 1,
                            newest,
                            HexFormat.of().formatHex(head.map(Row::hash).orElse(hash)));
        }

        /** As the function audit_hash of the schema does it. */
        private byte[] hashOf(Row row) {
            MessageDigest all = sha256();
            all.update(hash);
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, row.at());
            Stream.of(
                            tenant.toString(),
                            Long.toString(row.seq()),
                            Long.toString(micros),
                            row.actor(),
                            row.action(),
                            row.subject(),
                            row.detail())
                    .forEach(field -> all.update(sha256().digest(field.getBytes(UTF_8))));
            return all.digest();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
