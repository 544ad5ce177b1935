package io.devmesh.tools.tenant;

import io.devmesh.shared.operation.Change;
import io.devmesh.shared.operation.KeyOperationRepository;
import io.devmesh.shared.tenant.Grants;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.tools.command.CommandFailedException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code devmesh key grant}. */
@Command(
        name = "grant",
        description = "Says anew what a key may do: what is not named is taken away.",
        mixinStandardHelpOptions = true)
final class GrantCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;
    private final Clock clock;

    @Mixin
    private KeyOfTenant which;

    @Mixin
    private GrantOptions options;

    @Spec
    private CommandSpec spec;

    GrantCommand(Supplier<DataSource> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Grants grants = options.grants();
        Jdbi jdbi = Jdbi.create(database.get());
        StoredKey key = which.find(jdbi);
        if (new KeyOperationRepository(jdbi, clock).grant(which.operator(jdbi), key.id(), grants) != Change.DONE) {
            throw new CommandFailedException("The key was revoked meanwhile");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Key " + key.prefix() + " may " + String.join(",", grants.wires()));
        out.flush();
        return 0;
    }
}
