package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.secret.MasterKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalMasterKeyTest {
    @TempDir
    private Path folder;

    @Test
    void isMadeOnceInTheFormThatTheServicesRead() throws IOException {
        LocalMasterKey key = new LocalMasterKey(folder.resolve("master-key"));

        String made = key.ensure();

        assertThat(key.ensure()).isEqualTo(made);
        assertThat(MasterKeys.from(Settings.of(Map.of(LocalMasterKey.VARIABLE, made)))
                        .warnings())
                .isEmpty();
    }

    @Test
    void isReadableForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("master-key");
        new LocalMasterKey(file).ensure();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
