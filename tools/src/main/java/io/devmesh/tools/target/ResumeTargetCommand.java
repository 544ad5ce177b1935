package io.devmesh.tools.target;

import io.devmesh.shared.operation.TargetOperationRepository;
import java.util.function.Supplier;
import javax.sql.DataSource;
import picocli.CommandLine.Command;

/** {@code devmesh target resume}. */
@Command(
        name = "resume",
        description = "Goes on with a target that was paused; what waits for it is sent.",
        mixinStandardHelpOptions = true)
final class ResumeTargetCommand extends ChangeTargetCommand {
    ResumeTargetCommand(Supplier<DataSource> database) {
        super(
                database,
                TargetOperationRepository::resume,
                "active",
                "There is no target called %s that is enabled and paused");
    }
}
