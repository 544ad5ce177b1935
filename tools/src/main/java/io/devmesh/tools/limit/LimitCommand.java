package io.devmesh.tools.limit;

import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devmesh limit}, which lists what can be done with limits. */
@Command(
        name = "limit",
        description =
                "Looks after the limits of tenants and keys that are not those of the variables. All replicas keep"
                        + " to them within five seconds.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class LimitCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private LimitCommand() {}

    /** Opens a connection only where a command runs. */
    public static CommandLine commandLine(Supplier<DataSource> database) {
        return new CommandLine(new LimitCommand())
                .addSubcommand(new ListLimitsCommand(database))
                .addSubcommand(new SetLimitCommand(database))
                .addSubcommand(new ClearLimitCommand(database));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
