package io.devmesh.bridge;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "edge-mcp-stdio",
        description =
                "Carries an MCP client that speaks stdio to an MCP endpoint over HTTP. The API key is read from the"
                        + " variable " + ApiKey.VARIABLE + ".",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the client has closed standard input", "1:it failed", "2:wrong usage, or there is no API key"
        })
final class BridgeCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Streams streams;
    private final Consumer<Runnable> atExit;

    @Option(
            names = "--url",
            description = "the MCP endpoint, such as https://mcp.example.com/mcp; /mcp where it has no path",
            paramLabel = "URL",
            required = true)
    private String url;

    @Option(
            names = "--timeout",
            description = "seconds to wait for an answer while nothing is heard from the server (default:"
                    + " ${DEFAULT-VALUE})",
            paramLabel = "SECONDS",
            defaultValue = "300")
    private int timeout;

    @Option(names = "--allow-http", description = "send the key unencrypted, to another machine")
    private boolean allowHttp;

    @Spec
    private CommandSpec spec;

    /**
     * Starts nothing yet.
     *
     * @param atExit takes what is to be run when the process is told to end
     */
    BridgeCommand(Map<String, String> environment, Streams streams, Consumer<Runnable> atExit) {
        this.environment = Map.copyOf(environment);
        this.streams = streams;
        this.atExit = atExit;
    }

    CommandLine commandLine() {
        return new CommandLine(this).setParameterExceptionHandler((failure, arguments) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr().println("edge-mcp-stdio: " + failure.getMessage());
            command.getErr().println("Try 'java -jar edge-mcp-stdio.jar --help'.");
            return ExitCode.USAGE;
        });
    }

    @Override
    public Integer call() {
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout must be at least 1");
        }
        Bridge bridge = new Bridge(endpoint(), key(), streams, Duration.ofSeconds(timeout));
        atExit.accept(bridge::endSession);
        bridge.run();
        return ExitCode.OK;
    }

    private Endpoint endpoint() {
        try {
            return Endpoint.of(url, allowHttp);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private ApiKey key() {
        try {
            return ApiKey.from(environment);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}
