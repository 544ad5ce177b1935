package io.devmesh.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that remembers a process by its id and start, so that what a killed launcher left behind is found and ended by
 * the next one. The start tells the process from a later one that got the same id.
 */
record ProcessRecord(Path file) {
    /** The kernel counts from boot, so the same start may read a little differently after the clock was set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    void write(ProcessHandle process) {
        try {
            Files.writeString(file, process.pid() + " " + start(process).toEpochMilli());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Optional<ProcessHandle> process() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String[] fields = Files.readString(file).strip().split(" ", -1);
            Instant start = Instant.ofEpochMilli(Long.parseLong(fields[1]));
            return ProcessHandle.of(Long.parseLong(fields[0]))
                    .filter(process ->
                            Duration.between(start, start(process)).abs().compareTo(TOLERANCE) <= 0);
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    private static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
