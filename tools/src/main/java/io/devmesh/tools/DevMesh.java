package io.devmesh.tools;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.postgres.DatabaseConfig;
import io.devmesh.shared.postgres.DatabaseDirectSource;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.shared.secret.MasterKeys;
import io.devmesh.shared.secret.SecretVault;
import io.devmesh.tools.audit.AuditCommand;
import io.devmesh.tools.command.StopSignal;
import io.devmesh.tools.limit.LimitCommand;
import io.devmesh.tools.limit.QuotaCommand;
import io.devmesh.tools.migrate.MigrateCommand;
import io.devmesh.tools.secret.SecretsCommand;
import io.devmesh.tools.source.SourceCommand;
import io.devmesh.tools.target.TargetCommand;
import io.devmesh.tools.tenant.BootstrapCommand;
import io.devmesh.tools.tenant.KeyCommand;
import io.devmesh.tools.tenant.TenantCommand;
import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command, which lists all others. */
@Command(
        name = "devmesh",
        description = "Looks after the Redis and PostgreSQL of a Developer Mesh. Reads the variables of the services,"
                + " also from the files that VARIABLE_SOURCE_DIRS names.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:fine", "1:a problem was found, or it failed", "2:wrong usage"},
        synopsisSubcommandLabel = "COMMAND")
final class DevMesh implements Runnable {
    @Spec
    private CommandSpec spec;

    private DevMesh() {}

    /** Each command is one class, and one line here. */
    static CommandLine commandLine(Settings settings, StopSignal stop) {
        Supplier<DataSource> database = () -> new DatabaseDirectSource(DatabaseConfig.from(settings));
        Supplier<SchemaMigration> schema = () -> new SchemaMigration(DatabaseConfig.from(settings));
        Supplier<SecretVault> vault = () -> new SecretVault(MasterKeys.from(settings));
        return new CommandLine(new DevMesh())
                .addSubcommand(new DoctorCommand(settings))
                .addSubcommand(new SchemaCommand(schema))
                .addSubcommand(new MigrateCommand(settings, stop))
                .addSubcommand(new BootstrapCommand(schema, database, Clock.systemUTC()))
                .addSubcommand(TenantCommand.commandLine(database))
                .addSubcommand(KeyCommand.commandLine(database, Clock.systemUTC()))
                .addSubcommand(LimitCommand.commandLine(database))
                .addSubcommand(new QuotaCommand(database, Clock.systemUTC()))
                .addSubcommand(AuditCommand.commandLine(database))
                .addSubcommand(SourceCommand.commandLine(database, vault))
                .addSubcommand(TargetCommand.commandLine(database, vault))
                .addSubcommand(SecretsCommand.commandLine(database, vault))
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new WrongUsage());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
