package io.devmesh.tools.limit;

import io.devmesh.shared.limit.LimitOverride;
import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.operation.Change;
import io.devmesh.shared.operation.LimitOperationRepository;
import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.tenant.StoredKey;
import io.devmesh.tools.command.CommandFailedException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code devmesh limit set}. */
@Command(
        name = "set",
        description = "Says anew what a tenant or a key may use: what is not named is that of the variables.",
        mixinStandardHelpOptions = true)
final class SetLimitCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;

    @Mixin
    private LimitHolder holder;

    @Mixin
    private LimitOptions options;

    @Spec
    private CommandSpec spec;

    SetLimitCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        LimitOverride wanted = options.limits();
        Jdbi jdbi = Jdbi.create(database.get());
        LimitOperationRepository operations = new LimitOperationRepository(jdbi, new LimitRepository(jdbi));
        Operator operator = holder.operator(jdbi);
        Optional<StoredKey> key = holder.key(jdbi);
        if (key.isEmpty()) {
            operations.set(operator, wanted);
        } else if (operations.set(operator, key.get().id(), wanted) != Change.DONE) {
            throw new CommandFailedException("The key is gone");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Limits of " + holder.name() + ": " + LimitText.of(wanted));
        out.flush();
        return 0;
    }
}
