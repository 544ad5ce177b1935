package io.devmesh.tools.tenant;

import io.devmesh.shared.operation.Change;
import io.devmesh.shared.operation.KeyOperationRepository;
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

/** {@code devmesh key revoke}. */
@Command(
        name = "revoke",
        description = "Ends a key on all replicas within two seconds, with the streams and sockets that it holds open.",
        mixinStandardHelpOptions = true)
final class RevokeKeyCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;
    private final Clock clock;

    @Mixin
    private KeyOfTenant which;

    @Spec
    private CommandSpec spec;

    RevokeKeyCommand(Supplier<DataSource> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        StoredKey key = which.find(jdbi);
        if (new KeyOperationRepository(jdbi, clock).revoke(which.operator(jdbi), key.id()) != Change.DONE) {
            throw new CommandFailedException("The key was revoked meanwhile");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Key " + key.prefix() + " (" + key.name() + ") is revoked");
        out.flush();
        return 0;
    }
}
