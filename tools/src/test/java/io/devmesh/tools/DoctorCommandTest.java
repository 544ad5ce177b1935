package io.devmesh.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.config.Settings;
import io.devmesh.tools.command.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What needs no server; the rest is in the system tests. */
class DoctorCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tellsRefusedSettingsAsFindings() {
        int exitCode =
                run(Map.of("REDIS_ADDR", "redis://joe:planted-password@redis:6379", "DATABASE_HOST", "a/b"), "doctor");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString())
                .contains("REDIS_ADDR=\"redis://***@redis:6379\" has a scheme", "DATABASE_HOST=\"a/b\"")
                .contains("configuration.refused")
                .doesNotContain("planted-password");
    }

    @Test
    void tellsMachinesTheSame() {
        int exitCode = run(Map.of("REDIS_ADDR", "", "DATABASE_HOST", "a/b"), "doctor", "--json", "--service", "worker");

        assertThat(exitCode).isEqualTo(1);
        assertThat(out.toString()).startsWith("{\"worst\":\"error\",\"findings\":[{\"severity\":\"error\"");
    }

    @Test
    void knowsItsServices() {
        assertThat(run(Map.of(), "doctor", "--service", "edge")).isEqualTo(2);
        assertThat(err.toString()).contains("'edge' is not edge-mcp, worker or all");
    }

    private int run(Map<String, String> variables, String... arguments) {
        CommandLine command = DevMesh.commandLine(Settings.of(variables), new StopSignal());
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
