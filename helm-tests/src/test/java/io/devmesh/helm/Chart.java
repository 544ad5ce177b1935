package io.devmesh.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The two charts. */
public enum Chart {
    EDGE_MCP("edge-mcp", "edgeMcp"),
    WORKER("worker", "worker");

    static final Path ALL = Path.of("..", "helm").toAbsolutePath().normalize();

    private final String id;
    private final String key;

    Chart(String id, String key) {
        this.id = id;
        this.key = key;
    }

    /** Its folder's name, and in these tests that of its release. */
    public String id() {
        return id;
    }

    /** Under which its values have the service. */
    String key() {
        return key;
    }

    Path folder() {
        return ALL.resolve(id);
    }

    Path file(String name) {
        return folder().resolve(name);
    }

    String text(String name) {
        return Texts.of(file(name));
    }

    JsonNode defaults() {
        return Yaml.read(text("values.yaml")).getFirst();
    }

    /** {@code values.*.yaml}, by name. */
    List<String> valuesFiles() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("values\\..+\\.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is in {@code templates}, by its path in there. */
    List<Path> templates() {
        Path templates = file("templates");
        try (Stream<Path> files = Files.walk(templates)) {
            return files.filter(Files::isRegularFile)
                    .map(templates::relativize)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public Rendering rendering() {
        return new Rendering(this, id, "edge-mcp", List.of());
    }

    @Override
    public String toString() {
        return id;
    }
}
