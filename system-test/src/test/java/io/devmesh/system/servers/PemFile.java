package io.devmesh.system.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** A file that holds one object as text. */
record PemFile(Path path) {
    /**
     * Replaces it, readable for its owner only, because servers refuse a key that others can read.
     *
     * @param content a certificate or a {@link PKCS8Generator}
     */
    void write(Object content) {
        try {
            Files.createDirectories(path.getParent());
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(path))) {
                writer.writeObject(content);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
