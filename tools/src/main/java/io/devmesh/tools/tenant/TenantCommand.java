package io.devmesh.tools.tenant;

import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devmesh tenant}, which lists what can be done with tenants. */
@Command(
        name = "tenant",
        description = "Looks after tenants: teams that see nothing of each other.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class TenantCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private TenantCommand() {}

    /** Opens a connection only where a command runs. */
    public static CommandLine commandLine(Supplier<DataSource> database) {
        return new CommandLine(new TenantCommand())
                .addSubcommand(new AddTenantCommand(database))
                .addSubcommand(new ListTenantsCommand(database));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
