package io.devmesh.shared.tenant;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Opens transactions in which PostgreSQL's row-level security shows the rows of one tenant, or, where a chore of the
 * services' has to, of all. Whatever is asked outside of one sees no tenant's rows. Takes part in the transaction around it,
 * the container's or another of these, behind which that one's rows are seen again.
 *
 * @see <a href="https://www.postgresql.org/docs/current/ddl-rowsecurity.html">Row Security Policies</a>
 */
public final class DatabaseScope {
    private static final String ALL = "*";
    /**
     * Until the end of the transaction; the policies of V17__row_security.sql read the tenant. The timeout is for whoever is lost between
     * two statements together with its node, of which PostgreSQL learns nothing for hours: what it has locked, others wait for.
     */
    private static final String OPEN = """
            SELECT coalesce(current_setting('devmesh.tenant', true), ''), set_config('devmesh.tenant', ?, true),
                   set_config('idle_in_transaction_session_timeout', '60s', true)""";

    private static final String OPEN_ALL = "SELECT set_config('devmesh.tenant', '" + ALL + "', true), ";

    private final Jdbi jdbi;

    public DatabaseScope(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** The rows of {@code tenant} only. */
    public Rows of(TenantId tenant) {
        return new Rows(jdbi, tenant.toString());
    }

    /** The rows of all tenants. */
    public Rows ofAll() {
        return new Rows(jdbi, ALL);
    }

    /**
     * The rows of a query over all tenants' rows that is a transaction of its own: the scope, the query and the commit are one message,
     * where {@link Rows#with} needs three of them, each answered before the next. Only outside of a transaction.
     *
     * @param first an expression that comes before the query; where it waits for a lock, the query sees what was committed until then
     * @see <a href="https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING">Pipelining</a>
     */
    public <T> List<T> queryAtOnce(String first, String sql, Consumer<Query> bindings, RowMapper<T> mapper) {
        return jdbi.withHandle(handle -> {
            if (handle.isInTransaction() || handle.getConfig(ScopeMemory.class).isInTransaction()) {
                throw new IllegalStateException("In a transaction the scope would go on behind the query");
            }
            Query query = handle.createQuery(OPEN_ALL + first + ";\n" + sql);
            bindings.accept(query);
            return query.execute((executed, context) -> second(executed.get(), mapper, context));
        });
    }

    /** The first result is the scope. */
    private static <T> List<T> second(PreparedStatement executed, RowMapper<T> mapper, StatementContext context)
            throws SQLException {
        List<T> mapped = new ArrayList<>();
        executed.getMoreResults();
        try (ResultSet rows = executed.getResultSet()) {
            while (rows.next()) {
                mapped.add(mapper.map(rows, context));
            }
        }
        return mapped;
    }

    /** What a transaction may see. */
    public static final class Rows {
        private final Jdbi jdbi;
        private final String scope;

        private Rows(Jdbi jdbi, String scope) {
            this.jdbi = jdbi;
            this.scope = scope;
        }

        /** What {@code work} returns in a transaction, which ends with it. */
        public <T, X extends Exception> T with(HandleCallback<T, X> work) throws X {
            return jdbi.inTransaction(handle -> {
                if (handle.getConfig(ScopeMemory.class).holds(scope)) {
                    return work.withHandle(handle);
                }
                String outer = open(handle, scope);
                T result = work.withHandle(handle);
                if (!outer.isEmpty() && !outer.equals(scope)) {
                    open(handle, outer);
                }
                return result;
            });
        }

        /** Does {@code work} in a transaction, which ends with it. */
        public <X extends Exception> void use(HandleConsumer<X> work) throws X {
            with(work.asCallback());
        }

        /** Returns the scope of before, or nothing. */
        private static String open(Handle handle, String scope) {
            try (PreparedStatement statement = handle.getConnection().prepareStatement(OPEN)) {
                statement.setString(1, scope);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    handle.getConfig(ScopeMemory.class).note(scope);
                    return row.getString(1);
                }
            } catch (SQLException failure) {
                throw new ConnectionException(failure);
            }
        }
    }
}
