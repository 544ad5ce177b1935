package io.devmesh.tools.source;

import io.devmesh.shared.secret.SecretVault;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devmesh source}, which lists what can be done with sources. */
@Command(
        name = "source",
        description = "Looks after the sources of webhooks.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class SourceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private SourceCommand() {}

    /** Opens a connection only where a command runs. */
    public static CommandLine commandLine(Supplier<DataSource> database, Supplier<SecretVault> vault) {
        return new CommandLine(new SourceCommand())
                .addSubcommand(new AddSourceCommand(database, vault))
                .addSubcommand(new RotateSecretCommand(database, vault));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
