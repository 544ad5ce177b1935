package io.devmesh.tools.source;

import io.devmesh.tools.command.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with a sender's secret, which must not stand on a command line. */
final class SecretFile {
    private SecretFile() {}

    static String read(Path file) {
        try {
            String secret = Files.readString(file).strip();
            if (secret.isEmpty()) {
                throw new CommandFailedException("--secret-file " + file + " is empty");
            }
            return secret;
        } catch (IOException unreadable) {
            throw new CommandFailedException("--secret-file " + file + " can't be read: " + unreadable.getMessage());
        }
    }
}
