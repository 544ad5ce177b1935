package io.devmesh.shared.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedFilesTest {
    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @Test
    void readsTheFileOfThatNameWithoutItsLineBreak() throws IOException {
        Files.writeString(second.resolve("REDIS_PASSWORD"), " hunter2 \n");

        assertThat(files().getValue("REDIS_PASSWORD")).isEqualTo(" hunter2 ");
        assertThat(files().getPropertyNames()).containsExactly("REDIS_PASSWORD");
    }

    @Test
    void seesThatAFileHasChanged() throws IOException {
        MountedFiles files = files();
        Files.writeString(first.resolve("REDIS_PASSWORD"), "old");
        String before = files.getValue("REDIS_PASSWORD");

        Files.writeString(first.resolve("REDIS_PASSWORD"), "new");

        assertThat(before).isEqualTo("old");
        assertThat(files.getValue("REDIS_PASSWORD")).isEqualTo("new");
    }

    @Test
    void followsTheLinksOfAMountedSecret() throws IOException {
        Path version = Files.createDirectory(first.resolve("..2026_11_24"));
        Files.writeString(version.resolve("DATABASE_PASSWORD"), "hunter2");
        Files.createSymbolicLink(first.resolve("..data"), version.getFileName());
        Files.createSymbolicLink(first.resolve("DATABASE_PASSWORD"), Path.of("..data", "DATABASE_PASSWORD"));

        assertThat(files().getValue("DATABASE_PASSWORD")).isEqualTo("hunter2");
        assertThat(files().getPropertyNames()).containsExactly("DATABASE_PASSWORD");
    }

    @Test
    void takesTheFirstFolderThatHasTheFile() throws IOException {
        Files.writeString(first.resolve("A"), "1");
        Files.writeString(second.resolve("A"), "2");

        assertThat(files().getValue("A")).isEqualTo("1");
    }

    @Test
    void looksForVariablesOnly() throws IOException {
        Files.writeString(first.resolve("mp.metrics.tags"), "x");

        assertThat(files().getValue("mp.metrics.tags")).isNull();
        assertThat(files().getValue("../" + first.getFileName() + "/A")).isNull();
    }

    @Test
    void hasNothingWithoutFolders() {
        assertThat(new MountedFiles(null).getValue("A")).isNull();
        assertThat(new MountedFiles("/nowhere").getPropertyNames()).isEmpty();
    }

    private MountedFiles files() {
        return new MountedFiles(first + File.pathSeparator + second);
    }
}
