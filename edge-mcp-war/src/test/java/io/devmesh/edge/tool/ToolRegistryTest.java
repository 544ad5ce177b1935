package io.devmesh.edge.tool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolRegistryTest {
    @Test
    void refusesTwoToolsOfOneName() {
        assertThatThrownBy(() -> new ToolRegistry(List.of(new EchoTool(), new EchoTool())))
                .hasMessageContaining("echo");
    }
}
