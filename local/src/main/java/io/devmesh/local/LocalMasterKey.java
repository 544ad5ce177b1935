package io.devmesh.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The master key of the embedded database, made at its first start and kept beside its data.
 *
 * @param file where; only its owner can read it
 */
record LocalMasterKey(Path file) {
    static final String VARIABLE = "SECRETS_MASTER_KEY";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** As {@link #VARIABLE} wants it. */
    String ensure() throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            RANDOM.nextBytes(bytes);
            new PrivateFile(file).write("local:" + Base64.getEncoder().encodeToString(bytes));
        }
        return Files.readString(file).strip();
    }
}
