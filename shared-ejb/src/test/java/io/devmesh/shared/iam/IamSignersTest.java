package io.devmesh.shared.iam;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.devmesh.shared.config.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IamSignersTest {
    @TempDir
    private Path folder;

    @Test
    void refusesFolderWithoutLibraries() {
        refuses(
                Optional.of(folder),
                "DEVMESH_AWS_LIB=\"" + folder + "\" holds no aws-iam.jar, so no AWS libraries: "
                        + "IAM authentication needs them, so name the folder that has them.");
    }

    @Test
    void refusesFolderThatDoesNotExist() {
        Path missing = folder.resolve("missing");

        refuses(
                Optional.of(missing),
                "DEVMESH_AWS_LIB=\"" + missing + "\" can't be read as a folder of AWS libraries: "
                        + "IAM authentication needs them, so name the folder that has them.");
    }

    @Test
    void refusesWhereNoFolderIsNamed() {
        refuses(
                Optional.empty(),
                "DEVMESH_AWS_LIB names no folder with AWS libraries: "
                        + "IAM authentication needs them, so name the folder that has them.");
    }

    @Test
    void refusesFolderThatLacksPartOfTheLibraries() throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("aws-iam.jar"));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.putNextEntry(new ZipEntry("META-INF/services/" + IamSigner.class.getName()));
            jar.write("io.devmesh.aws.Absent".getBytes(StandardCharsets.UTF_8));
        }

        refuses(
                Optional.of(folder),
                "DEVMESH_AWS_LIB=\"" + folder + "\" lacks some AWS library that aws-iam.jar needs: "
                        + "IAM authentication needs them, so name the folder that has them.");
    }

    private static void refuses(Optional<Path> place, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> IamSigners.load(place))
                .withMessage(message);
    }
}
