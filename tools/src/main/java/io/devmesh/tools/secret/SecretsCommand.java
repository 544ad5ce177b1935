package io.devmesh.tools.secret;

import io.devmesh.shared.secret.SecretVault;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devmesh secrets}, which lists what can be done with keys. */
@Command(
        name = "secrets",
        description = "Looks after the keys under which secrets are encrypted.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class SecretsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private SecretsCommand() {}

    /** Opens a connection only where a command runs. */
    public static CommandLine commandLine(Supplier<DataSource> database, Supplier<SecretVault> vault) {
        return new CommandLine(new SecretsCommand()).addSubcommand(new RotateMasterCommand(database, vault));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
