package io.devmesh.tools.tenant;

import io.devmesh.shared.operation.KeyOperationRepository;
import io.devmesh.shared.operation.KeyOperationRepository.Made;
import io.devmesh.tools.command.CommandFailedException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code devmesh key rotate}. */
@Command(
        name = "rotate",
        description = "Makes a key in the place of another and shows it, once. Both work until the overlap ends.",
        mixinStandardHelpOptions = true)
final class RotateKeyCommand implements Callable<Integer> {
    private final Supplier<DataSource> database;
    private final Clock clock;

    @Mixin
    private KeyOfTenant which;

    @Option(
            names = "--overlap",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description = "How long the old key still works: 0s, 12h or 7d, for example; ${DEFAULT-VALUE} unless set.")
    private String overlap;

    @Spec
    private CommandSpec spec;

    RotateKeyCommand(Supplier<DataSource> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Duration both = Durations.parse("--overlap", overlap);
        Jdbi jdbi = Jdbi.create(database.get());
        Made made = new KeyOperationRepository(jdbi, clock)
                .rotate(which.operator(jdbi), which.find(jdbi).id(), both)
                .orElseThrow(() -> new CommandFailedException("The key has expired, or has one in its place already"));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Id: " + made.id());
        out.println("Key, shown once: " + made.key().reveal());
        out.println("The old one works for " + overlap + " more");
        out.flush();
        return 0;
    }
}
