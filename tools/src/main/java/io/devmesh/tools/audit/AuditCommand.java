package io.devmesh.tools.audit;

import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code devmesh audit}, which lists what can be done with the audit log. */
@Command(
        name = "audit",
        description = "Shows who did what, and whether that is as it was written.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    private AuditCommand() {}

    /** Opens a connection only where a command runs. */
    public static CommandLine commandLine(Supplier<DataSource> database) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new ExportAuditCommand(database))
                .addSubcommand(new VerifyAuditCommand(database));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
