package io.devmesh.tools.tenant;

import io.devmesh.shared.operation.TenantOperationRepository;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.User;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code devmesh tenant add}. */
@Command(name = "add", description = "Makes a tenant.", mixinStandardHelpOptions = true)
final class AddTenantCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;

    @Parameters(paramLabel = "NAME", description = "A-Z, a-z, 0-9, '.', '_' and '-', up to 64 of them.")
    private String name;

    @Spec
    private CommandSpec spec;

    AddTenantCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        if (!TenantOperationRepository.isName(name)) {
            throw new CommandFailedException("'" + name
                    + "' is no name for a tenant: 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-', a letter or digit first");
        }
        if (new TenantOperationRepository(Jdbi.create(database.get()))
                .create(User.actor(), name)
                .isEmpty()) {
            throw new CommandFailedException("There is a tenant called " + name + " already");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Tenant " + name + " is ready; devmesh key create --tenant " + name + " makes its first key");
        out.flush();
        return 0;
    }
}
