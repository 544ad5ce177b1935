package io.devmesh.tools.target;

import io.devmesh.shared.operation.TargetOperationRepository;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine.Command;

/** {@code devmesh target disable}. */
@Command(
        name = "disable",
        description = "Ends forwarding to a target for good; what waits for it will be dead.",
        mixinStandardHelpOptions = true)
final class DisableTargetCommand extends ChangeTargetCommand {
    DisableTargetCommand(Supplier<DataSource> database) {
        super(database, TargetOperationRepository::disable, "disabled", "There is no enabled target called %s");
    }
}
