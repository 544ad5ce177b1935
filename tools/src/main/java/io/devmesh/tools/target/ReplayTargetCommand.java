package io.devmesh.tools.target;

import io.devmesh.shared.operation.DeadLetters.Replayed;
import io.devmesh.shared.operation.Operator;
import io.devmesh.shared.operation.TargetOperationRepository;
import io.devmesh.shared.source.TargetName;
import io.devmesh.shared.source.TargetRepository;
import io.devmesh.shared.source.TargetRepository.Listed;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.tools.command.CommandFailedException;
import io.devmesh.tools.command.Tenants;
import io.devmesh.tools.command.User;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code devmesh target replay}. */
@Command(
        name = "replay",
        description = "Has a target's dead forwards sent again, the oldest first, with all their attempts before them.",
        mixinStandardHelpOptions = true)
final class ReplayTargetCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;

    @Parameters(paramLabel = "NAME", converter = Name.class, description = "The target's name.")
    private TargetName name;

    @Option(names = "--tenant", required = true, paramLabel = "NAME", description = "Whose target.")
    private String tenant;

    @Option(names = "--dry-run", description = "Only say how many they are.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    ReplayTargetCommand(Supplier<DataSource> database) {
        this.database = database;
    }

    @Override
    public Integer call() {
        Jdbi jdbi = Jdbi.create(database.get());
        TenantId owner = Tenants.find(jdbi, tenant);
        TargetRepository targets = new TargetRepository(jdbi);
        Listed target = targets.find(owner, name)
                .orElseThrow(() -> new CommandFailedException("There is no target called " + name));
        if (target.state().equals("disabled")) {
            throw new CommandFailedException("The target " + name + " is disabled: nothing is sent to it any more");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                dryRun
                        ? "Would be sent again: " + target.dead()
                        : "Sent again: "
                                + replay(
                                        new TargetOperationRepository(jdbi, targets),
                                        new Operator(owner, User.actor())));
        out.flush();
        return 0;
    }

    /** One batch behind the other, so that none is replayed twice that is dead again meanwhile. */
    private long replay(TargetOperationRepository targets, Operator operator) {
        long done = 0;
        Optional<String> next = Optional.of("0");
        while (next.isPresent()) {
            Replayed batch = targets.replay(operator, name, Long.parseLong(next.get()), TargetRepository.MOST_REPLAYED)
                    .orElseThrow(() -> new CommandFailedException("The target " + name + " was disabled meanwhile"));
            done += batch.replayed();
            next = batch.next();
        }
        return done;
    }
}
