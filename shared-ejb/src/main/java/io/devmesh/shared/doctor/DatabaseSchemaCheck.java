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
                   has_database_privilege(current_database(), 'CREATE') AS may_make,
                   coalesce((SELECT has_schema_privilege(oid, 'USAGE') FROM pg_namespace
                             WHERE nspname = 'devmesh'), true) AS may_use,
                   coalesce((SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace
                             WHERE nspname = 'devmesh'), true) AS may_extend,
                   EXISTS (SELECT FROM pg_tables WHERE schemaname = 'devmesh'
                           AND tablename = 'flyway_schema_history') AS migrated
            """;
    private static final String TABLES = """
            SELECT coalesce(string_agg(relname, ', ' ORDER BY relname), '') AS forbidden
            FROM pg_class
            WHERE relnamespace = 'devmesh'::regnamespace AND relkind IN ('r', 'p')
              AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
                       AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
            """;

    void tell(DatabaseSession session, Findings findings) throws SQLException {
        Map<String, String> about = session.row(ABOUT);
        boolean there = about.get("there").equals("t");
        List<String> missing = new ArrayList<>();
        if (!there && about.get("may_make").equals("f")) {
            missing.add("CREATE on the database " + config.name());
        }
        if (about.get("may_use").equals("f")) {
            missing.add("USAGE on the schema devmesh");
        }
        if (about.get("may_extend").equals("f")) {
            missing.add("CREATE on the schema devmesh");
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
                    "grant it, or set DATABASE_USER and DATABASE_PASSWORD to the owner of the database");
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
