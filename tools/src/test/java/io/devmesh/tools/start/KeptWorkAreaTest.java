package io.devmesh.tools.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptWorkAreaTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    private Path folder;

    private Path kept;
    private Path wanted;

    @BeforeEach
    void keepOne() throws IOException {
        kept = folder.resolve("kept");
        wanted = folder.resolve("output/defaultServer/workarea");
        Path bundle = kept.resolve("org.eclipse.osgi/42");
        Files.createDirectories(bundle);
        Files.setLastModifiedTime(Files.writeString(bundle.resolve("bundle.jar"), "a bundle"), LONG_AGO);
    }

    @Test
    void laysAllThatWasKept() {
        KeptWorkArea.premain(kept + ":" + wanted);

        assertThat(wanted.resolve("org.eclipse.osgi/42/bundle.jar")).hasContent("a bundle");
    }

    @Test
    void keepsTimes() throws IOException {
        KeptWorkArea.premain(kept + ":" + wanted);

        assertThat(Files.getLastModifiedTime(wanted.resolve("org.eclipse.osgi/42/bundle.jar")))
                .isEqualTo(LONG_AGO);
    }

    @Test
    void leavesNothingBesideIt() throws IOException {
        KeptWorkArea.premain(kept + ":" + wanted);

        try (Stream<Path> beside = Files.list(wanted.getParent())) {
            assertThat(beside).containsExactly(wanted);
        }
    }

    @Test
    void leavesAWorkAreaThatIsThereAlone() throws IOException {
        Files.createDirectories(wanted);

        KeptWorkArea.premain(kept + ":" + wanted);

        assertThat(wanted).isEmptyDirectory();
    }

    @Test
    void doesNothingWhereNoneWasKept() {
        KeptWorkArea.premain(folder.resolve("none") + ":" + wanted);

        assertThat(wanted).doesNotExist();
    }

    @Test
    void letsLibertyStartWhereItCannotBeLaid() throws IOException {
        Files.writeString(folder.resolve("output"), "a file where a folder should be");

        assertThatCode(() -> KeptWorkArea.premain(kept + ":" + wanted)).doesNotThrowAnyException();
    }
}
