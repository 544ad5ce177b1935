package io.devmesh.benchmark.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTest {
    @Test
    void isWhatACollectionLeft() {
        assertThat(Heap.mebibytes("""
                    S0C         S1C         S0U         S1U          EC           EU           OC           OU          MC
                 17472.0     17472.0         0.0      1024.0     139776.0       2048.0     349568.0      64512.0     74240.0
                """)).isEqualTo(63);
    }

    @Test
    void isKnownOfThisProcess() {
        assertThat(new Heap(ProcessHandle.current()).afterCollection()).isPositive();
    }
}
