package io.devmesh.tools.target;

import io.devmesh.shared.source.TargetRepository;
import io.devmesh.tools.command.Tenants;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code devmesh target list}. */
@Command(
        name = "list",
        description = "Lists a tenant's targets, and how many forwards wait for them or are dead.",
        mixinStandardHelpOptions = true)
final class ListTargetsCommand implements Callable<Integer> {
    private static final String LINE = "%-24s %-9s %11s %9s %9s  %s%n";

    private final Supplier<DataSource> database;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose targets.")
    private String tenant;

    @Spec
    private CommandSpec spec;

    ListTargetsCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        PrintWriter out = spec.commandLine().getOut();
        out.printf(LINE, "NAME", "STATE", "CONCURRENCY", "PENDING", "DEAD", "URL");
        for (TargetRepository.Listed target : new TargetRepository(jdbi).list(Tenants.find(jdbi, tenant))) {
            out.printf(
                    LINE,
                    target.name(),
                    target.state(),
                    target.maxConcurrency(),
                    target.pending(),
                    target.dead(),
                    target.url());
        }
        out.flush();
        return 0;
    }
}
