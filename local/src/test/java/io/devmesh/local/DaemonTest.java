package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {
    @TempDir
    private Path process;

    @Test
    void isOverWhenNothingIsLeftButItsEntry() throws IOException {
        process("Z", "7");

        assertThat(Daemon.isZombie(process)).isTrue();
    }

    @Test
    void isNotOverWhileOneOfItsThreadsWaitsForTheDisk() throws IOException {
        process("Z", "7", "8");

        assertThat(Daemon.isZombie(process)).isFalse();
    }

    @Test
    void isNotOverWhileItRunsUnderWhateverName() throws IOException {
        process("S", "7");

        assertThat(Daemon.isZombie(process)).isFalse();
    }

    @Test
    void isNoZombieWhereNothingTellsOfIt() {
        assertThat(Daemon.isZombie(process.resolve("gone"))).isFalse();
    }

    /** As Linux shows it in /proc. */
    private void process(String state, String... threads) throws IOException {
        Files.writeString(process.resolve("stat"), "7 (a) Z (b) " + state + " 1 7");
        for (String thread : threads) {
            Files.createDirectories(process.resolve("task").resolve(thread));
        }
    }
}
