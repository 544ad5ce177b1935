package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.local.RunningParts.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningPartsTest {
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final RunningParts parts = new RunningParts();

    @Test
    void whatWasStartedLastStopsFirst() {
        parts.start(part("redis", true));
        parts.start(part("service", true));

        parts.stop(() -> log.add("before"), () -> log.add("after"));

        assertThat(log)
                .containsExactly("start redis", "start service", "before", "stop service", "stop redis", "after");
    }

    @Test
    void nothingStartsOnceItStops() {
        parts.stop(() -> log.add("before"), () -> log.add("after"));

        assertThatThrownBy(() -> parts.start(part("redis", true))).isInstanceOf(StartupException.class);
        assertThat(log).isEmpty();
    }

    @Test
    void whatFailedToStartIsStoppedToo() {
        Part failing = new Part(
                "redis",
                () -> {
                    throw new StartupException("no");
                },
                () -> false,
                () -> log.add("stop redis"));

        assertThatThrownBy(() -> parts.start(failing)).hasMessage("no");
        parts.stop(() -> {}, () -> {});

        assertThat(log).containsExactly("stop redis");
    }

    @Test
    void theOneThatEndedByItselfIsFound() {
        parts.start(part("redis", true), part("postgres", false));

        assertThat(parts.ended()).map(Part::name).contains("postgres");
    }

    private Part part(String name, boolean running) {
        return new Part(name, () -> log.add("start " + name), () -> running, () -> log.add("stop " + name));
    }
}
