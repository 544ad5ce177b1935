package io.devmesh.edge.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {
    private final List<String> happened = new ArrayList<>();
    private final Drain drain = new Drain(Duration.ofMillis(1), code -> happened.add("exit " + code));

    @Test
    void beginsBeforeItExitsAsAProcessThatTheSignalEnds() {
        drain.onForgotten(() -> happened.add("begun " + drain.hasBegun()));

        drain.stop();

        assertThat(happened).containsExactly("begun true", "exit 143");
    }

    @Test
    void beginsOnlyOnce() {
        drain.onForgotten(() -> happened.add("forgotten"));

        drain.stop();
        drain.stop();

        assertThat(happened).containsExactly("forgotten", "exit 143", "exit 143");
    }
}
