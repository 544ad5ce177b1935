package io.devmesh.tools.target;

import io.devmesh.shared.secret.SecretVault;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devmesh target}, which lists what can be done with targets. */
@Command(
        name = "target",
        description = "Looks after the targets that events are forwarded to.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class TargetCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private TargetCommand() {}

    /** Opens a connection only where a command runs. */
    public static CommandLine commandLine(Supplier<DataSource> database, Supplier<SecretVault> vault) {
        return new CommandLine(new TargetCommand())
                .addSubcommand(new AddTargetCommand(database, vault))
                .addSubcommand(new ListTargetsCommand(database))
                .addSubcommand(new PauseTargetCommand(database))
                .addSubcommand(new ResumeTargetCommand(database))
                .addSubcommand(new ReplayTargetCommand(database))
                .addSubcommand(new DisableTargetCommand(database));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
