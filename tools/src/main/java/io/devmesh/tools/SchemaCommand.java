package io.devmesh.tools;

import io.devmesh.shared.postgres.SchemaMigration;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code devmesh schema}. */
@Command(
        name = "schema",
        description =
                "Brings the schema in PostgreSQL up to date, as a service does at its start: for where the services"
                        + " are not given the role that owns the tables (DATABASE_MIGRATION_USER).",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    private final Supplier<SchemaMigration> schema;

    @Spec
    private CommandSpec spec;

    SchemaCommand(Supplier<SchemaMigration> schema) {
        this.schema = schema;
    }

    @Override
    public Integer call() {
        SchemaMigration migration = schema.get();
        List<String> pending = migration.pending();
        migration.migrate();
        PrintWriter out = spec.commandLine().getOut();
        pending.forEach(script -> out.println("Applied " + script));
        out.println("The schema is up to date.");
        out.flush();
        return 0;
    }
}
