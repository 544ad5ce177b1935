package io.devmesh.shared.doctor;

import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.postgres.SchemaMigration;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the tables are there, and whether the user may make and use them. */
record DatabaseSchemaCheck(DatabaseConfig config, SchemaMigration migration) {
    private static final String ABOUT = """
            SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'devmesh') AS there,
                   coalesce((SELECT has_database_privilege(oid, current_database(), 'CREATE') FROM pg_roles
                             WHERE rolname = $OWNER), false) AS may_make,
                   coalesce((SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace
                             WHERE nspname = 'devmesh'), true) AS may_use,
                   coalesce((SELECT has_schema_privilege(r.oid, n.oid, 'CREATE') FROM pg_namespace n, pg_roles r
                             WHERE nspname = 'devmesh' AND rolname = $OWNER),
                            NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'devmesh')) AS may_extend,
                   (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS unbound,
                   EXISTS (SELECT FROM pg_tables WHERE schemaname = 'devmesh'
                           AND tablename = 'flyway_schema_history') AS migrated
            """;
    private static final String TABLES = """
            SELECT coalesce(string_agg(relname, ', ' ORDER BY relname), '') AS forbidden
            FROM pg_class
            WHERE relnamespace = 'devmesh'::regnamespace AND relkind IN ('r', 'p')
              AND NOT relispartition AND relname <> 'flyway_schema_history'
              AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
                       AND (relname IN ('audit_entry', 'operation_audit')
                            OR has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')))
            """;

    void tell(DatabaseSession session, Findings findings) throws SQLException {
        String owner = config.asOwner().user();
        Map<String, String> about = session.row(ABOUT.replace("$OWNER", "'" + owner.replace("'", "''") + "'"));
        boolean there = about.get("there").equals("t");
        List<String> missing = new ArrayList<>();
        if (!there && about.get("may_make").equals("f")) {
            missing.add("CREATE on the database " + config.name() + " for " + owner);
        }
        if (about.get("may_use").equals("f")) {
            missing.add("USAGE on the schema devmesh");
        }
        if (about.get("may_extend").equals("f")) {
            missing.add("CREATE on the schema devmesh for " + owner);
        }
        String forbidden = there ? session.row(TABLES).get("forbidden") : "";
        if (!forbidden.isEmpty()) {
            missing.add("SELECT, INSERT, UPDATE, DELETE on " + forbidden);
        }
        if (missing.isEmpty()) {
            findings.ok(Code.DATABASE__PERMISSION__GRANTED, "the user may make and use the schema devmesh");
            schema(about.get("migrated").equals("t"), findings);
        } else {
            findings.error(
                    Code.DATABASE__PERMISSION__MISSING,
                    "missing: " + String.join("; ", missing),
                    "The user " + config.user() + " may not do what the services need",
                    "grant it, or set DATABASE_MIGRATION_USER and DATABASE_MIGRATION_PASSWORD, or without them"
                            + " DATABASE_USER and DATABASE_PASSWORD, to the owner of the database");
        }
        role(about.get("unbound").equals("t"), findings);
    }

    private void role(boolean unbound, Findings findings) {
        if (unbound) {
            findings.warning(
                    Code.DATABASE__ROLE__UNBOUND,
                    config.user() + " is a superuser or has BYPASSRLS",
                    "Row-level security does not bind the role " + config.user()
                            + ": a forgotten condition would show another tenant's rows",
                    "set DATABASE_USER to a role that is neither");
        } else {
            findings.ok(Code.DATABASE__ROLE, "row-level security binds " + config.user());
        }
    }

    private void schema(boolean migrated, Findings findings) {
        if (!migrated) {
            findings.warning(
                    Code.DATABASE__SCHEMA__MISSING,
                    "there is no table devmesh.flyway_schema_history",
                    "The tables are not made yet",
                    "start a service with this DATABASE_NAME; it makes them, and others wait for it");
            return;
        }
        List<String> pending = migration.pending();
        if (pending.isEmpty()) {
            findings.ok(Code.DATABASE__SCHEMA, "the schema is up to date");
        } else {
            findings.warning(
                    Code.DATABASE__SCHEMA__PENDING,
                    "not applied yet: " + String.join(", ", pending),
                    "The schema is older than this program",
                    "start a service of this version; it brings the schema up to date");
        }
    }
}
