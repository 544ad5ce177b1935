package io.devmesh.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import io.devmesh.tools.command.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class DevMeshTest {
    @Command(name = "fails")
    private record Failing(RuntimeException failure) implements Callable<Integer> {
        @Override
        public Integer call() {
            throw failure;
        }
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsConfigurationFailuresAsTheyAre() {
        assertThat(runFailing(new ConfigurationException("REDIS_ADDR=\"x\" is not host:port: set it.")))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualTo("REDIS_ADDR=\"x\" is not host:port: set it.\n");
    }

    @Test
    void printsAnyOtherFailureOnOneLineWithItsCause() {
        assertThat(runFailing(new IllegalStateException("can't\nat all", new IOException("refused"))))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualTo("devmesh failed: can't (refused)\n");
    }

    @Test
    void exitsWith2WhereTheUsageIsWrong() {
        assertThat(run("--unknown")).isEqualTo(2);
        assertThat(err.toString()).startsWith("devmesh: Unknown option: '--unknown'\nTry 'devmesh --help'.");
    }

    @Test
    void exitsWith2WhereNoCommandIsNamed() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("a command is missing");
    }

    @Test
    void helpNamesTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes:", "VARIABLE_SOURCE_DIRS");
    }

    @Test
    void readsAMountedFileBeforeTheEnvironment(@TempDir Path folder) throws IOException {
        Settings settings = Main.settings(
                Map.of("VARIABLE_SOURCE_DIRS", folder.toString(), "REDIS_ADDR", "env:1", "REDIS_PASSWORD", "old"));
        Files.writeString(folder.resolve("REDIS_PASSWORD"), "new\n");

        assertThat(settings.text("REDIS_ADDR")).contains("env:1");
        assertThat(settings.text("REDIS_PASSWORD")).contains("new");
    }

    private int run(String... arguments) {
        return execute(DevMesh.commandLine(Settings.of(Map.of()), new StopSignal()), arguments);
    }

    private int runFailing(RuntimeException failure) {
        CommandLine all = DevMesh.commandLine(Settings.of(Map.of()), new StopSignal());
        CommandLine root = all.addSubcommand(
                new CommandLine(new Failing(failure)).setExecutionExceptionHandler(all.getExecutionExceptionHandler()));
        return execute(root, "fails");
    }

    private int execute(CommandLine command, String... arguments) {
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
