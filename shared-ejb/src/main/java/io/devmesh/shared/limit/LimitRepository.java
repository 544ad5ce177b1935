package io.devmesh.shared.limit;

import io.devmesh.shared.tenant.DatabaseScope;
import io.devmesh.shared.tenant.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** Rows of {@code tenant_limit} and {@code key_limit}. What is changed here holds within seconds. */
@ApplicationScoped
public class LimitRepository {
    private static final String VALUES = "rps, burst, daily_quota, monthly_quota, concurrency";
    private static final String BOUND = ":rps, :burst, :daily, :monthly, :concurrency";
    private static final String REPLACED = """
            rps = excluded.rps, burst = excluded.burst, daily_quota = excluded.daily_quota,
            monthly_quota = excluded.monthly_quota, concurrency = excluded.concurrency, updated_at = now()
            """;

    private final DatabaseScope scope;

    LimitRepository() {
        this(null);
    }

    @Inject
    public LimitRepository(Jdbi jdbi) {
        this.scope = new DatabaseScope(jdbi);
    }

    /** What holds for a key: its own limits, and those of its tenant. */
    public record Overrides(LimitOverride tenant, LimitOverride key) {}

    /** Those of the key and its tenant. */
    public Overrides find(TenantId tenant, UUID keyId) {
        return scope.of(tenant).with(handle -> {
            Map<UUID, LimitOverride> found = read(
                    handle,
                    "SELECT tenant_id AS id, " + VALUES + " FROM tenant_limit WHERE tenant_id = :tenant"
                            + " UNION ALL SELECT key_id, " + VALUES
                            + " FROM key_limit WHERE tenant_id = :tenant AND key_id = :key",
                    tenant,
                    keyId);
            return new Overrides(
                    found.getOrDefault(tenant.value(), LimitOverride.NONE),
                    found.getOrDefault(keyId, LimitOverride.NONE));
        });
    }

    /** Those of the tenant; all empty where it has none. */
    public LimitOverride find(TenantId tenant) {
        return find(tenant, tenant.value()).tenant();
    }

    /** Those of the tenant's keys, by the key's id; keys without are missing. */
    public Map<UUID, LimitOverride> listKeys(TenantId tenant) {
        return scope.of(tenant)
                .with(handle -> read(
                        handle,
                        "SELECT key_id AS id, " + VALUES + " FROM key_limit WHERE tenant_id = :tenant",
                        tenant,
                        tenant.value()));
    }

    /** Replaces what the tenant had. */
    public void set(TenantId tenant, LimitOverride limits) {
        scope.of(tenant)
                .use(handle -> bind(
                                handle.createUpdate(
                                        "INSERT INTO tenant_limit (tenant_id, " + VALUES + ") VALUES (:tenant, " + BOUND
                                                + ") ON CONFLICT (tenant_id) DO UPDATE SET " + REPLACED),
                                limits)
                        .bind("tenant", tenant.value())
                        .execute());
    }

    /** Replaces what the key had; false where the tenant has no such key. */
    public boolean set(TenantId tenant, UUID keyId, LimitOverride limits) {
        return scope.of(tenant)
                        .with(handle -> bind(
                                        handle.createUpdate("INSERT INTO key_limit (key_id, tenant_id, " + VALUES
                                                + ") SELECT id, tenant_id, " + BOUND
                                                + " FROM api_key WHERE id = :key AND tenant_id = :tenant"
                                                + " ON CONFLICT (key_id) DO UPDATE SET " + REPLACED),
                                        limits)
                                .bind("tenant", tenant.value())
                                .bind("key", keyId)
                                .execute())
                == 1;
    }

    /** The configuration's hold again; false where they did already. */
    public boolean clear(TenantId tenant) {
        return scope.of(tenant)
                        .with(handle -> handle.createUpdate("DELETE FROM tenant_limit WHERE tenant_id = :tenant")
                                .bind("tenant", tenant.value())
                                .execute())
                == 1;
    }

    /** The same for one of the tenant's keys. */
    public boolean clear(TenantId tenant, UUID keyId) {
        return scope.of(tenant)
                        .with(handle -> handle.createUpdate(
                                        "DELETE FROM key_limit WHERE tenant_id = :tenant AND key_id = :key")
                                .bind("tenant", tenant.value())
                                .bind("key", keyId)
                                .execute())
                == 1;
    }

    /** Gives a key what another one of its tenant has, in the caller's transaction. */
    public static void copy(Handle handle, TenantId tenant, UUID from, UUID to) {
        handle.createUpdate("INSERT INTO key_limit (key_id, tenant_id, " + VALUES + ") SELECT :to, tenant_id, " + VALUES
                        + " FROM key_limit WHERE key_id = :from AND tenant_id = :tenant")
                .bind("tenant", tenant.value())
                .bind("from", from)
                .bind("to", to)
                .execute();
    }

    private static Map<UUID, LimitOverride> read(Handle handle, String query, TenantId tenant, UUID keyId) {
        Map<UUID, LimitOverride> found = new TreeMap<>();
        handle.createQuery(query)
                .bind("tenant", tenant.value())
                .bind("key", keyId)
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), limits(row)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    private static LimitOverride limits(ResultSet row) throws SQLException {
        return new LimitOverride(
                number(row, "rps"),
                number(row, "burst"),
                number(row, "daily_quota"),
                number(row, "monthly_quota"),
                number(row, "concurrency"));
    }

    private static OptionalInt number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static Update bind(Update update, LimitOverride limits) {
        return update.bind("rps", boxed(limits.rps()))
                .bind("burst", boxed(limits.burst()))
                .bind("daily", boxed(limits.dailyQuota()))
                .bind("monthly", boxed(limits.monthlyQuota()))
                .bind("concurrency", boxed(limits.concurrency()));
    }

    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? Integer.valueOf(value.getAsInt()) : null;
    }
}
