package io.devmesh.tools.limit;

import io.devmesh.shared.limit.LimitRepository;
import io.devmesh.shared.operation.Change;
import io.devmesh.shared.operation.LimitOperationRepository;
import io.devmesh.shared.operation.Operator;
import io.devmesh.tools.command.CommandFailedException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code devmesh limit clear}. */
@Command(
        name = "clear",
        description = "Lets the variables hold again, for a tenant (its keys keep theirs) or for a key.",
        mixinStandardHelpOptions = true)
final class ClearLimitCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;

    @Mixin
    private LimitHolder holder;

    @Spec
    private CommandSpec spec;

    ClearLimitCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        LimitOperationRepository operations = new LimitOperationRepository(jdbi, new LimitRepository(jdbi));
        Operator operator = holder.operator(jdbi);
        Change done = holder.key(jdbi)
                .map(key -> operations.clear(operator, key.id()))
                .orElseGet(() -> operations.clear(operator));
        if (done != Change.DONE) {
            throw new CommandFailedException("The variables hold already for " + holder.name());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("The variables hold for " + holder.name());
        out.flush();
        return 0;
    }
}
