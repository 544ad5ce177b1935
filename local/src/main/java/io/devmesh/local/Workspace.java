package io.devmesh.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The launcher's files, all below one folder.
 *
 * @param folder normally local/target
 */
record Workspace(Path folder) {
    Workspace {
        folder = folder.toAbsolutePath().normalize();
    }

    Path data() {
        return folder.resolve("data");
    }

    Path binaries() {
        return folder.resolve("binaries");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    Path liberty() {
        return folder.resolve("liberty");
    }

    Path connection() {
        return folder.resolve("connection.json");
    }

    Path sampleWebhook() {
        return folder.resolve("sample-webhook.json");
    }

    Path credentials() {
        return data().resolve("demo.json");
    }

    Path masterKey() {
        return data().resolve("master-key");
    }

    /** What the launcher's own libraries log. */
    Path log() {
        return logs().resolve("launcher.log");
    }

    /**
     * Makes what is missing, refuses what can't be written, and keeps other launchers out as long as the returned
     * channel is open and referred to: the collector closes a forgotten one, and with it goes the lock.
     */
    FileChannel claim() throws IOException {
        for (Path path : List.of(folder, data(), binaries(), logs(), liberty())) {
            new Folder(path).requireWritable();
        }
        FileChannel channel =
                FileChannel.open(data().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new StartupException("Another mvn -Prun works in " + folder + ": stop it first.");
        }
        forgetConnection();
        Files.deleteIfExists(orderlyEnd());
        return channel;
    }

    /** So that nobody takes the facts of an earlier run for those of this one. */
    void forgetConnection() {
        try {
            Files.deleteIfExists(connection());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What local/pom.xml looks for, because Maven shows a stack trace where a program ends with a failure. */
    void recordOrderlyEnd() {
        try {
            Files.writeString(orderlyEnd(), "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path orderlyEnd() {
        return folder.resolve("orderly-end");
    }
}
