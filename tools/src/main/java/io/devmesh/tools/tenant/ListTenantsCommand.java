package io.devmesh.tools.tenant;

import io.devmesh.shared.tenant.TenantRepository;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code devmesh tenant list}. */
@Command(name = "list", description = "Lists all tenants.", mixinStandardHelpOptions = true)
final class ListTenantsCommand implements Callable<Integer> {
    private static final String LINE = "%-32s %6s %8s  %-36s  %s%n";

    private final Supplier<DataSource> database;

    @Spec
    private CommandSpec spec;

    ListTenantsCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(LINE, "NAME", "KEYS", "SOURCES", "ID", "MADE");
        for (TenantRepository.Listed tenant : new TenantRepository(Jdbi.create(database.get())).list()) {
            out.printf(LINE, tenant.name(), tenant.keys(), tenant.sources(), tenant.id(), tenant.createdAt());
        }
        out.flush();
        return 0;
    }
}
