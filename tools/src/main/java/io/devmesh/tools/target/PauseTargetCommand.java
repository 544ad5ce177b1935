package io.devmesh.tools.target;

import io.devmesh.shared.operation.TargetOperationRepository;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine.Command;

/** {@code devmesh target pause}. */
@Command(
        name = "pause",
        description = "Lets everything for a target wait; what is under way is finished.",
        mixinStandardHelpOptions = true)
final class PauseTargetCommand extends ChangeTargetCommand {
    PauseTargetCommand(Supplier<DataSource> database) {
        super(
                database,
                TargetOperationRepository::pause,
                "paused",
                "There is no target called %s that is enabled and not paused");
    }
}
