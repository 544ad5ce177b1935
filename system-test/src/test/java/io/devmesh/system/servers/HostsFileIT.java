package io.devmesh.system.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsFileIT {
    @TempDir
    private Path folder;

    private HostsFile hosts;
    private Process jvm;
    private BufferedReader answers;

    @BeforeEach
    void startJvmWithoutCache() throws IOException, URISyntaxException {
        hosts = HostsFile.in(folder).point("redis.test", "127.0.0.2");
        jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        hosts.jvmOption(),
                        "-Dsun.net.inetaddr.ttl=0",
                        "-classpath",
                        classes().toString(),
                        LookUp.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = jvm.inputReader(StandardCharsets.UTF_8);
    }

    @AfterEach
    void stopJvm() {
        jvm.destroyForcibly();
    }

    @Test
    void aNameMovesWhileTheJvmRuns() {
        assertThat(lookUp("redis.test")).isEqualTo("127.0.0.2");

        hosts.point("redis.test", "127.0.0.3");
        assertThat(lookUp("redis.test")).isEqualTo("127.0.0.3");

        hosts.remove("redis.test");
        assertThat(lookUp("redis.test")).isEqualTo("unknown");
    }

    @Test
    void theJvmKnowsItselfAndNobodyElse() throws IOException {
        assertThat(lookUp("localhost")).isEqualTo("127.0.0.1");
        assertThat(lookUp(InetAddress.getLocalHost().getHostName())).isEqualTo("127.0.0.1");
        assertThat(lookUp("elsewhere.test")).isEqualTo("unknown");
    }

    private String lookUp(String name) {
        try {
            jvm.outputWriter(StandardCharsets.UTF_8).append(name).append('\n').flush();
            return answers.readLine();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(
                LookUp.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
