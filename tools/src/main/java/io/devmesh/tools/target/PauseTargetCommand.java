package io.devmesh.tools.target;

import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.tools.command.CommandFailedException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code devmesh target pause}. */
@Command(
        name = "pause",
        description = "Lets everything for a target wait; what is under way is finished.",
        mixinStandardHelpOptions = true)
final class PauseTargetCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;

    @Parameters(paramLabel = "NAME", converter = Name.class, description = "The target's name.")
    private TargetName name;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose target.")
    private String tenant;

    @Spec
    private CommandSpec spec;

    PauseTargetCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        if (!new TargetRepository(jdbi).pause(Tenants.find(jdbi, tenant), name)) {
            throw new CommandFailedException("There is no target called " + name + " that is enabled and not paused");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Target " + name + " is paused");
        out.flush();
        return 0;
    }
}
