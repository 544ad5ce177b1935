package io.devmesh.tools;

import io.devmesh.shared.config.MountedFiles;
import io.devmesh.shared.config.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;

/** The process: settings in, exit code out. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // What libraries log is either in the one line that a failure gets, or nothing that the user can act on.
        LogManager.getLogManager().reset();
        int exitCode = DevMesh.commandLine(settings(System.getenv())).execute(arguments);
        System.exit(exitCode);
    }

    /** As in the services, a mounted file wins over the environment, and is read anew each time. */
    static Settings settings(Map<String, String> environment) {
        MountedFiles files = new MountedFiles(environment.get("VARIABLE_SOURCE_DIRS"));
        return Settings.of(name -> Optional.ofNullable(files.getValue(name)).orElseGet(() -> environment.get(name)));
    }
}
