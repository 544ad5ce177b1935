package io.devmesh.tools.target;

import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.Tenants;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that brings a target into another state, and says so. */
abstract class ChangeTargetCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;
    private final Change change;
    private final String done;
    private final String refusal;

    @Parameters(paramLabel = "NAME", converter = Name.class, description = "The target's name.")
    private TargetName name;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose target.")
    private String tenant;

    @Spec
    private CommandSpec spec;

    /** False where there is no target that it could be done to. */
    interface Change {
        boolean apply(TargetRepository targets, TenantId tenant, TargetName name);
    }

    /**
     * For the command's annotations.
     *
     * @param done the state that the target has then
     * @param refusal what is said where there is none that it could be done to; %s is its name
     */
    ChangeTargetCommand(Supplier<DataSource> database, Change change, String done, String refusal) {
        this.database = database;
        this.change = change;
        this.done = done;
        this.refusal = refusal;
    }

    @Override
    public final Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        if (!change.apply(new TargetRepository(jdbi), Tenants.find(jdbi, tenant), name)) {
            throw new CommandFailedException(refusal.replace("%s", name.value()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Target " + name + " is " + done);
        out.flush();
        return 0;
    }
}
