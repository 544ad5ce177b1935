package io.devmesh.shared.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadMeterTest {
    @Test
    void readsHowFullTheMemoryIs() {
        assertThat(LoadMeter.percent("# Memory\r\nused_memory:850\r\nused_memory_human:850B\r\nmaxmemory:1000\r\n"))
                .hasValue(85);
    }

    @Test
    void callsAMemoryFullThatIsMoreThanFull() {
        assertThat(LoadMeter.percent("used_memory:850000000\r\nmaxmemory:1\r\n"))
                .hasValue(100);
    }

    @Test
    void doesNotJudgeAMemoryWithoutALimit() {
        assertThat(LoadMeter.percent("# Memory\r\nused_memory:850\r\nmaxmemory:0\r\n"))
                .isEmpty();
        assertThat(LoadMeter.percent("# Memory\r\nused_memory:850\r\n")).isEmpty();
    }
}
