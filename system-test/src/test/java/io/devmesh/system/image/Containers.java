package io.devmesh.system.image;

import io.devmesh.shared.json.Json;
import io.devmesh.system.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * buildah and podman with a storage of their own; nothing runs beside them. They are told to do without what a machine in a machine
 * lacks: the right to raise limits, and cgroups of one version alone.
 */
final class Containers {
    private static final Path FOLDER = Path.of("target", "containers").toAbsolutePath();
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(3);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path configuration;
    private final AtomicInteger runs = new AtomicInteger();

    private Containers(Path configuration) {
        this.configuration = configuration;
    }

    /** What earlier runs have left is gone. */
    static Containers empty() {
        try {
            if (Files.exists(FOLDER)) {
                Outcome.of(new ProcessBuilder("rm", "-rf", FOLDER.toString()), FOLDER.resolveSibling("rm.log"), LIMIT)
                        .orFail();
            }
            Files.createDirectories(FOLDER);
            Path configuration = FOLDER.resolve("storage.conf");
            Files.writeString(configuration, """
                    [storage]
                    driver = "overlay"
                    runroot = "%1$s/run"
                    graphroot = "%1$s/graph"
                    """.formatted(FOLDER));
            return new Containers(configuration);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A new folder for whatever goes into images and containers. */
    Path folder(String name) {
        try {
            return Files.createTempDirectory(FOLDER, name);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Builds an image.
     *
     * @param context what COPY finds
     * @param arguments of the build, by name
     */
    void build(Path containerfile, Path context, String tag, Map<String, String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "buildah", "bud", "--isolation", "chroot", "-f", containerfile.toString(), "-t", "localhost/" + tag));
        arguments.forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
        command.add(context.toString());
        outcome(command, BUILD_LIMIT).orFail();
    }

    /** What podman says of an image or a container. */
    JsonNode inspect(String name) {
        return Json.mapper()
                .readTree(outcome(List.of("podman", "inspect", name), LIMIT)
                        .orFail()
                        .printed())
                .path(0);
    }

    /** The command that starts a container in the foreground. */
    ProcessBuilder start(List<String> options, String image, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("podman", "--runtime", "runc", "run", "--network", "host"));
        command.addAll(List.of("--ulimit", "nofile=4096:4096", "--ulimit", "nproc=4096:4096"));
        command.addAll(options);
        command.add("localhost/" + image);
        command.addAll(arguments);
        return program(command);
    }

    /** Runs a program of the image to its end. */
    Outcome run(String image, String program, String... arguments) {
        ProcessBuilder start = start(List.of("--rm", "--entrypoint", program), image, List.of(arguments));
        return Outcome.of(start, log(), LIMIT);
    }

    /** As the kubelet does: a signal, and after the grace period the end. */
    void stop(String container, Duration grace) {
        outcome(List.of("podman", "stop", "--time", Long.toString(grace.toSeconds()), container), grace.plus(LIMIT))
                .orFail();
    }

    /** @param signal such as {@code QUIT} */
    void signal(String container, String signal) {
        outcome(List.of("podman", "kill", "--signal", signal, container), LIMIT).orFail();
    }

    void remove(String container) {
        outcome(List.of("podman", "rm", "--force", "--ignore", "--time", "0", container), LIMIT)
                .orFail();
    }

    /** What is in a file of the image. */
    String read(String image, String file) {
        return run(image, "/bin/busybox", "cat", file).orFail().printed();
    }

    private Outcome outcome(List<String> command, Duration limit) {
        return Outcome.of(program(command), log(), limit);
    }

    private ProcessBuilder program(List<String> command) {
        ProcessBuilder program = new ProcessBuilder(command);
        program.environment().put("CONTAINERS_STORAGE_CONF", configuration.toString());
        return program;
    }

    private Path log() {
        return FOLDER.resolve("run-" + runs.incrementAndGet() + ".log");
    }
}
