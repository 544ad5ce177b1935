package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
    @TempDir
    private Path folder;

    @Test
    void aLivingProcessIsFoundAgain() {
        ProcessRecord record = new ProcessRecord(folder.resolve("p"));
        record.write(ProcessHandle.current());

        assertThat(record.process()).contains(ProcessHandle.current());
    }

    @Test
    void aLaterProcessWithTheSameIdIsNotTaken() throws IOException {
        Path file = folder.resolve("p");
        Files.writeString(file, ProcessHandle.current().pid() + " 1000");

        assertThat(new ProcessRecord(file).process()).isEmpty();
    }

    @Test
    void noFileAndABrokenFileAreNoProcess() throws IOException {
        Path broken = folder.resolve("broken");
        Files.writeString(broken, "half");

        assertThat(new ProcessRecord(folder.resolve("none")).process()).isEmpty();
        assertThat(new ProcessRecord(broken).process()).isEmpty();
    }
}
