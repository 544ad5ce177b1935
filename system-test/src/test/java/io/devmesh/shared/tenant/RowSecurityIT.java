package io.devmesh.shared.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.local.Database;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.system.servers.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What PostgreSQL itself refuses, for the services' role and for the owner of the tables. */
class RowSecurityIT {
    /** Nobody's: chores that one process does, the keys that seal, entries of the stream by their ids. */
    private static final List<String> OPEN = List.of("entry_takeover", "flyway_schema_history", "lease", "sealing_key");

    @TempDir
    private static Path folder;

    private static PostgresServer postgres;
    private static Database database;
    private static Jdbi application;
    private static Jdbi superuser;

    private final TenantId acme = new TenantRepository(application).ensure("acme-" + UUID.randomUUID());
    private final TenantId globex = new TenantRepository(application).ensure("globex-" + UUID.randomUUID());

    @BeforeAll
    static void start() {
        postgres = PostgresServer.in(folder.resolve("postgres")).start();
        database = postgres.database("disable");
        new SchemaMigration(database.asOwner().dataSource(), database.user()).migrate();
        application = Jdbi.create(database.dataSource());
        superuser = Jdbi.create(postgres.admin().dataSource());
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void everyTableOfATenantsIsProtected() {
        assertThat(unprotected()).isEqualTo(OPEN);
    }

    @Test
    void theServicesRoleOwnsNothingAndMayNotExtendTheSchema() {
        assertThat(ownedByTheServicesRole()).isZero();
        assertThatThrownBy(() -> application.useHandle(handle -> handle.execute("CREATE TABLE devmesh.mine (id int)")))
                .isInstanceOf(JdbiException.class)
                .hasMessageContaining("permission denied for schema devmesh");
    }

    @Test
    void theServicesRoleMayUseEveryTable() {
        List<String> forbidden = superuser.withHandle(
                handle -> handle.createQuery("""
                        SELECT relname FROM pg_class
                        WHERE relnamespace = 'devmesh'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
                          AND NOT has_table_privilege('devmesh_app', oid, CASE
                              WHEN relname IN ('audit_entry', 'operation_audit') THEN 'SELECT'
                              WHEN relname = 'flyway_schema_history' THEN 'SELECT' ELSE 'DELETE' END)
                        """).mapTo(String.class).list());
        assertThat(forbidden).isEmpty();
    }

    @Test
    void theServicesRoleMayNotChangeTheAuditLog() {
        assertThatThrownBy(() -> new DatabaseScope(application)
                        .ofAll()
                        .use(handle -> handle.execute("UPDATE audit_entry SET actor = 'nobody'")))
                .hasMessageContaining("permission denied for table audit_entry");
    }

    @ParameterizedTest
    @MethodSource("roles")
    void aQueryWithoutATenantFindsNothing(Jdbi role) {
        store(acme);
        assertThat(names(role)).isEmpty();
        assertThat(role.<Integer, RuntimeException>withHandle(
                        handle -> handle.createQuery("SELECT count(*) FROM tenant")
                                .mapTo(Integer.class)
                                .one()))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("roles")
    void aQueryThatForgetsItsConditionFindsTheTenantsOwn(Jdbi role) {
        UUID mine = store(acme);
        UUID theirs = store(globex);
        assertThat(ids(new DatabaseScope(role).of(acme))).contains(mine).doesNotContain(theirs);
        assertThat(ids(new DatabaseScope(role).ofAll())).contains(mine, theirs);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void nobodyWritesInAnothersName(Jdbi role) {
        UUID theirs = store(globex);
        DatabaseScope.Rows mine = new DatabaseScope(role).of(acme);
        assertThat(mine.<Integer, RuntimeException>with(
                        handle -> handle.execute("UPDATE api_key SET revoked_at = now() WHERE id = ?", theirs)))
                .isZero();
        assertThat(mine.<Integer, RuntimeException>with(
                        handle -> handle.execute("DELETE FROM api_key WHERE id = ?", theirs)))
                .isZero();
        assertThatThrownBy(() -> mine.use(handle -> handle.execute(
                        "INSERT INTO webhook_source (id, tenant_id, name, provider) VALUES (?, ?, ?, 'github')",
                        UUID.randomUUID(),
                        globex.value(),
                        UUID.randomUUID().toString())))
                .hasMessageContaining("new row violates row-level security policy");
        assertThat(new ApiKeyRepository(application)
                        .get(globex, theirs)
                        .orElseThrow()
                        .revokedAt())
                .isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("roles")
    void countsOfASourceAreItsTenants(Jdbi role) {
        String mine = countOf(acme);
        String theirs = countOf(globex);
        assertThat(counted(new DatabaseScope(role).of(acme))).contains(mine).doesNotContain(theirs);
        assertThat(counted(new DatabaseScope(role).ofAll())).contains(mine, theirs);
        assertThatThrownBy(() -> new DatabaseScope(role).of(acme).use(handle -> count(handle, theirs)))
                .hasMessageContaining("new row violates row-level security policy");
    }

    @Test
    void theOuterScopeHoldsAgainBehindAnInnerOne() {
        DatabaseScope scope = new DatabaseScope(application);
        List<String> seen = scope.of(acme).with(handle -> {
            String inner = scope.ofAll().with(DatabaseScopeProbe::setting);
            return List.of(inner, DatabaseScopeProbe.setting(handle));
        });
        assertThat(seen).containsExactly("*", acme.toString());
        assertThat(application.<String, RuntimeException>withHandle(DatabaseScopeProbe::setting))
                .isEmpty();
    }

    @Test
    void aTransactionThatNobodyGoesOnWithIsGivenUpAfterAMinute() {
        application.useHandle(handle -> {
            DatabaseScope scope = new DatabaseScope(Jdbi.create(handle.getConnection()));
            assertThat(scope.ofAll().with(RowSecurityIT::patienceWithIdleTransactions))
                    .isEqualTo("1min");
            assertThat(patienceWithIdleTransactions(handle)).isEqualTo("0");
        });
    }

    private static String patienceWithIdleTransactions(Handle handle) {
        return handle.createQuery("SHOW idle_in_transaction_session_timeout")
                .mapTo(String.class)
                .one();
    }

    @ParameterizedTest
    @MethodSource("roles")
    void aQueryAtOnceFindsAllAndLeavesNothingOpenBehindIt(Jdbi role) {
        UUID mine = store(acme);
        UUID theirs = store(globex);
        role.useHandle(handle -> {
            DatabaseScope scope = new DatabaseScope(Jdbi.create(handle.getConnection()));
            // More often than it takes until the driver has the statement prepared on the server.
            for (int i = 0; i < 7; i++) {
                assertThat(scope.queryAtOnce(
                                "true",
                                "SELECT id FROM api_key WHERE id IN (?, ?)",
                                query -> query.bind(0, mine).bind(1, theirs),
                                (row, context) -> row.getObject(1, UUID.class)))
                        .containsExactlyInAnyOrder(mine, theirs);
                assertThat(DatabaseScopeProbe.setting(handle)).isEmpty();
            }
        });
    }

    @Test
    void aQueryAtOnceThatFailsLeavesNothing() {
        UUID mine = store(acme);
        DatabaseScope scope = new DatabaseScope(application);

        assertThatThrownBy(() -> scope.queryAtOnce(
                        "true",
                        "WITH gone AS (DELETE FROM api_key WHERE id = ? RETURNING id) SELECT 1 / 0 FROM gone",
                        query -> query.bind(0, mine),
                        (row, context) -> row.getInt(1)))
                .hasMessageContaining("division by zero");
        assertThat(ids(scope.of(acme))).contains(mine);
    }

    @Test
    void aQueryAtOnceRefusesToRunInATransaction() {
        DatabaseScope scope = new DatabaseScope(application);

        assertThatThrownBy(() -> application.useTransaction(
                        handle -> scope.queryAtOnce("true", "SELECT 1", query -> {}, (row, context) -> row.getInt(1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void choresRefuseToRunWhereTheyWouldNotSeeAll() {
        assertThatThrownBy(() -> application.useHandle(
                        handle -> handle.execute("SELECT drop_event_partition(now() - interval '1 year')")))
                .hasMessageContaining("devmesh.tenant is not *");
    }

    @Test
    void aMonthThatTheServicesRoleHasMadeIsProtected() {
        new DatabaseScope(application)
                .ofAll()
                .use(
                        handle -> handle.execute(
                                "SELECT make_event_partitions('2043-05-01Z', '2043-05-01Z'), make_audit_partition('2043-05-01Z')"));
        assertThat(unprotected()).isEqualTo(OPEN);
        assertThat(ownedByTheServicesRole()).isZero();
    }

    private static List<String> unprotected() {
        return superuser.withHandle(
                handle -> handle.createQuery("""
                        SELECT relname FROM pg_class
                        WHERE relnamespace = 'devmesh'::regnamespace AND relkind IN ('r', 'p')
                          AND NOT (relrowsecurity AND relforcerowsecurity
                                   AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))
                        ORDER BY relname
                        """).mapTo(String.class).list());
    }

    /** Of a new source, whose name it returns. */
    private static String countOf(TenantId tenant) {
        String source = UUID.randomUUID().toString();
        new DatabaseScope(application).of(tenant).use(handle -> {
            handle.execute(
                    "INSERT INTO webhook_source (id, tenant_id, name, provider) VALUES (?, ?, ?, 'github')",
                    UUID.randomUUID(),
                    tenant.value(),
                    source);
            count(handle, source);
        });
        return source;
    }

    private static void count(Handle handle, String source) {
        handle.execute(
                "INSERT INTO ledger (source, kind, writer, events) VALUES (?, 'stored', ?, 1)",
                source,
                UUID.randomUUID());
    }

    private static List<String> counted(DatabaseScope.Rows rows) {
        return rows.with(handle -> handle.createQuery("SELECT source FROM ledger")
                .mapTo(String.class)
                .list());
    }

    private static int ownedByTheServicesRole() {
        return superuser.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM pg_class WHERE relowner = 'devmesh_app'::regrole")
                        .mapTo(Integer.class)
                        .one());
    }

    private static List<Jdbi> roles() {
        return List.of(application, Jdbi.create(database.asOwner().dataSource()));
    }

    private static UUID store(TenantId tenant) {
        return new ApiKeyRepository(application).store(tenant, "k", ApiKey.generate("usr"));
    }

    private static List<UUID> ids(DatabaseScope.Rows rows) {
        return rows.with(handle ->
                handle.select("SELECT id FROM api_key").mapTo(UUID.class).list());
    }

    private static List<String> names(Jdbi role) {
        return role.withHandle(handle -> handle.createQuery("SELECT name FROM api_key")
                .mapTo(String.class)
                .list());
    }
}
