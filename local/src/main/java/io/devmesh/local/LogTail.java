package io.devmesh.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, which tells why a program did not start. */
record LogTail(Path file) {
    private static final int LINES = 15;

    /** The last lines that hold something; none where there is no file. */
    List<String> lines() {
        return last(all());
    }

    /** All lines that hold something; none where there is no file. */
    List<String> all() {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException noFile) {
            return List.of();
        }
    }

    static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }
}
