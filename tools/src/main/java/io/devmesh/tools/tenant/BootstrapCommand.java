package io.devmesh.tools.tenant;

import io.devmesh.shared.operation.KeyOperationRepository;
import io.devmesh.shared.operation.KeyOperationRepository.Made;
import io.devmesh.shared.postgres.SchemaMigration;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.User;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code devmesh bootstrap}. */
@Command(
        name = "bootstrap",
        description =
                "Makes the first key of a new installation, which may make all others, and shows it, once. Brings the"
                        + " schema up to date before. Refuses where there is, or was, such a key.",
        mixinStandardHelpOptions = true)
public final class BootstrapCommand implements Callable<Integer> {
    private final Supplier<SchemaMigration> schema;
    private final Supplier<DataSource> database;
    private final Clock clock;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            defaultValue = "platform",
            description = "The tenant of the key, made where there is none; ${DEFAULT-VALUE} unless set.")
    private String tenant;

    @Spec
    private CommandSpec spec;

    /** Opens a connection only where it runs. */
    public BootstrapCommand(Supplier<SchemaMigration> schema, Supplier<DataSource> database, Clock clock) {
        this.schema = schema;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        schema.get().migrate();
        DataSource source = database.get();
        Made made = new KeyOperationRepository(Jdbi.create(source), clock)
                .bootstrap(tenant, User.actor())
                .orElseThrow(
                        () -> new CommandFailedException("There is a key with the scope platform, or was: devmesh key"
                                + " create --scope platform makes another one"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Key, shown once: " + made.key().reveal());
        out.flush();
        return 0;
    }
}
