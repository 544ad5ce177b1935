package io.devmesh.system;

import io.devmesh.local.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Jdbi;

/** The schema as versions before and after this one have it. */
record OtherSchema(Database database, Path folder) {
    private static final Path MIGRATIONS = Path.of("..", "shared-ejb", "src", "main", "resources", "db", "migration");
    private static final String TABLES = """
            SELECT relname FROM pg_class
            WHERE relnamespace = 'devmesh'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
              AND relname <> 'flyway_schema_history'
            """;

    /** Without the last migration that has a number. */
    void ofTheVersionBefore() {
        List<MigrationVersion> versions = Stream.of(
                        flyway(MIGRATIONS).load().info().all())
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null)
                .sorted()
                .toList();
        flyway(MIGRATIONS).target(versions.get(versions.size() - 2)).load().migrate();
    }

    /**
     * One migration further, which expands all that there is: two columns more in every table, one of them never null, one table more,
     * rights for it, and a script that is repeated where there was none. Each table is changed by itself, so that nobody waits for two.
     */
    void ofAVersionToCome() {
        try (Stream<Path> scripts = Files.list(MIGRATIONS)) {
            Files.createDirectories(folder);
            for (Path script : scripts.toList()) {
                Files.writeString(folder.resolve(script.getFileName().toString()), Files.readString(script));
            }
            Path rights = folder.resolve("R__rights.sql");
            Files.writeString(
                    rights,
                    Files.readString(rights)
                            + "GRANT SELECT, INSERT, UPDATE, DELETE ON later TO \"${application}\";\n");
            Files.writeString(
                    folder.resolve("R__later.sql"), "CREATE OR REPLACE VIEW later_view AS SELECT * FROM later;\n");
            Files.writeString(folder.resolve("V9000__later.sql"), expansion());
            Files.writeString(folder.resolve("V9000__later.sql.conf"), "executeInTransaction=false\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        flyway(folder).load().migrate();
    }

    private String expansion() {
        return tables().stream()
                .map(table -> "ALTER TABLE " + table + " ADD COLUMN later text;\nALTER TABLE " + table
                        + " ADD COLUMN later_too integer NOT NULL DEFAULT 0;\n")
                .collect(Collectors.joining(
                        "",
                        "CREATE TABLE later (tenant_id uuid NOT NULL, what text NOT NULL);\nSELECT protect_all();\n",
                        ""));
    }

    private List<String> tables() {
        return Jdbi.create(database.asOwner().dataSource())
                .withHandle(
                        handle -> handle.createQuery(TABLES).mapTo(String.class).list());
    }

    private FluentConfiguration flyway(Path migrations) {
        return Flyway.configure()
                .dataSource(database.asOwner().dataSource())
                .placeholders(Map.of("application", database.user()))
                .defaultSchema("devmesh")
                .createSchemas(true)
                .locations("filesystem:" + migrations)
                .initSql("SET devmesh.tenant = '*'");
    }
}
