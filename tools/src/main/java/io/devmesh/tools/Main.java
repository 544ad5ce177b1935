package io.devmesh.tools;

import io.devmesh.shared.config.MountedFiles;
import io.devmesh.shared.config.Settings;
import io.devmesh.tools.command.StopSignal;
import java.security.Security;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogManager;

/** The process: settings in, exit code out. */
public final class Main {
    /** Below the 30 s that Kubernetes gives. */
    private static final int SECONDS_TO_END = 25;

    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    private Main() {}

    public static void main(String[] arguments) {
        // What libraries log is either in the one line that a failure gets, or nothing that the user can act on.
        LogManager.getLogManager().reset();
        // A fail-over of ElastiCache moves the name to another address.
        Security.setProperty("networkaddress.cache.ttl", "3");
        System.exit(new Main().run(arguments));
    }

    private int run(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
        int code = DevMesh.commandLine(settings(System.getenv()), stop).execute(arguments);
        exitCode.complete(code);
        return code;
    }

    /** A command that was told to stop and did so in order has its own exit code, not that of a process killed by a signal. */
    private void end() {
        if (stop.request()) {
            exitCode.completeOnTimeout(Failures.FAILED, SECONDS_TO_END, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(exitCode.join());
        }
    }

    /** As in the services, a mounted file wins over the environment, and is read anew each time. */
    static Settings settings(Map<String, String> environment) {
        MountedFiles files = new MountedFiles(environment.get("VARIABLE_SOURCE_DIRS"));
        return Settings.of(name -> Optional.ofNullable(files.getValue(name)).orElseGet(() -> environment.get(name)));
    }
}
