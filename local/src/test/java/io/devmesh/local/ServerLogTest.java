package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
    @TempDir
    private Path folder;

    @Test
    void anApplicationThatDoesNotStartIsAFailure() throws IOException {
        ServerLog log = log("A CWWKE0001I: launched\nE CWWKZ0002E: An exception occurred\nA CWWKF0011I: ready\n");

        assertThat(log.tellsFailure()).isTrue();
        assertThat(log.evidence()).containsExactly("E CWWKZ0002E: An exception occurred");
    }

    @Test
    void withoutProblemsTheEndIsTheEvidence() throws IOException {
        ServerLog log = log("A CWWKE0001I: launched\n\n");

        assertThat(log.tellsFailure()).isFalse();
        assertThat(log.evidence()).containsExactly("A CWWKE0001I: launched");
    }

    private ServerLog log(String text) throws IOException {
        return new ServerLog(new LogTail(Files.writeString(folder.resolve("log"), text)));
    }
}
