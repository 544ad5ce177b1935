package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    private Path folder;

    @Test
    void aPrivateFileIsItsOwnersOnlyAndReplacesTheOldOne() throws IOException {
        Path path = folder.resolve("secret");
        Files.writeString(path, "old");

        new PrivateFile(path).write("new");

        assertThat(path).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**/secret.*");
    }

    @Test
    void aFileInPlaceOfAFolderIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(new Folder(file)::requireWritable)
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("can't be written to")
                .hasMessageNotContaining("\n");
    }

    @Test
    void claimingForgetsTheFactsOfAnEarlierRun() throws IOException {
        Workspace workspace = new Workspace(folder);
        Files.writeString(workspace.connection(), "{}");

        try (FileChannel claim = workspace.claim()) {
            assertThat(claim.isOpen()).isTrue();
            assertThat(workspace.connection()).doesNotExist();
            assertThat(workspace.logs()).isDirectory();
        }
    }
}
