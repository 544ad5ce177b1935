package io.devmesh.tools.target;

import io.devmesh.shared.operation.Change;
import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.operation.TargetOperationRepository;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.Tenants;
import io.devmesh.tools.command.User;
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
    private final Act act;
    private final String done;
    private final String refusal;

    @Parameters(paramLabel = "NAME", converter = Name.class, description = "The target's name.")
    private TargetName name;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose target.")
    private String tenant;

    @Spec
    private CommandSpec spec;

    /** What is done to the target. */
    interface Act {
        Change on(TargetOperationRepository targets, Operator operator, TargetName name);
    }

    /**
     * For the command's annotations.
     *
     * @param done the state that the target has then
     * @param refusal what is said where there is none that it could be done to; %s is its name
     */
    ChangeTargetCommand(Supplier<DataSource> database, Act act, String done, String refusal) {
        this.database = database;
        this.act = act;
        this.done = done;
        this.refusal = refusal;
    }

    @Override
    public final Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        TargetOperationRepository targets = new TargetOperationRepository(jdbi, new TargetRepository(jdbi));
        if (act.on(targets, new Operator(Tenants.find(jdbi, tenant), User.actor()), name) != Change.DONE) {
            throw new CommandFailedException(refusal.replace("%s", name.value()));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println("Target " + name + " is " + done);
        out.flush();
        return 0;
    }
}
