package io.devmesh.benchmark.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program that says something and ends. */
record Command(List<String> words) {
    Command {
        words = List.copyOf(words);
    }

    static Command of(String... words) {
        return new Command(Arrays.asList(words));
    }

    /** One of the tools beside the java that runs this. */
    static Command ofJdk(String tool, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        words.addAll(Arrays.asList(arguments));
        return new Command(words);
    }

    /** What it says; throws where it fails. */
    String output() {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(words + " failed: " + said);
            }
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
