package io.devmesh.tools.tenant;

import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devmesh key}, which lists what can be done with API keys. */
@Command(
        name = "key",
        description =
                "Looks after API keys. A key is shown once, when it is made; all replicas know within two seconds what"
                        + " is done to it.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class KeyCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private KeyCommand() {}

    /** Opens a connection only where a command runs. */
    public static CommandLine commandLine(Supplier<DataSource> database, Clock clock) {
        return new CommandLine(new KeyCommand())
                .addSubcommand(new CreateKeyCommand(database, clock))
                .addSubcommand(new ListKeysCommand(database, clock))
                .addSubcommand(new RotateKeyCommand(database, clock))
                .addSubcommand(new GrantCommand(database, clock))
                .addSubcommand(new RevokeKeyCommand(database, clock));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
