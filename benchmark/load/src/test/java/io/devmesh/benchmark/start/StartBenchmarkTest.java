package io.devmesh.benchmark.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.benchmark.servers.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartBenchmarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"edge-mcp-war", "worker-ear"})
    void startsWithTheOptionsOfTheImages(String module) throws IOException {
        String containerfile = Files.readString(Path.of("..", "..", module, "Containerfile"));

        assertThat(containerfile.replaceAll("\" \\\\\n *\"", " ")).contains("\"" + Servers.OF_THE_IMAGES + " ");
    }
}
