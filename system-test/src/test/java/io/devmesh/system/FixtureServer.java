package io.devmesh.system;

import io.devmesh.system.servers.BuiltServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Edge MCP with the conformance fixtures: a copy of the server that the build made, with one more jar in its application.
 *
 * @param userFolder Liberty's {@code WLP_USER_DIR} with the server {@code edge-mcp}; replicas may share it
 */
record FixtureServer(Path userFolder) {
    private static final String NAME = "edge-mcp";
    private static final String APPLICATION = "edge-mcp-war.war";
    private static final String JAR = "conformance-fixtures.jar";

    /** Makes it anew below {@code folder}. */
    static FixtureServer in(Path folder) {
        FixtureServer made = new FixtureServer(folder.resolve("usr"));
        try {
            made.copy();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return made;
    }

    private void copy() throws IOException {
        BuiltServer built = BuiltServer.named(NAME);
        Path server = userFolder.resolve("servers").resolve(NAME);
        built.copyConfiguration(server);
        Path application = Files.createDirectories(server.resolve("apps")).resolve(APPLICATION);
        Files.copy(built.application(APPLICATION), application);
        try (FileSystem archive = FileSystems.newFileSystem(application)) {
            Files.copy(Path.of("target", JAR), archive.getPath("WEB-INF", "lib", JAR));
        }
    }

    /** What makes a server with the name {@code edge-mcp} be this one. */
    Map<String, String> environment() {
        return Map.of("WLP_USER_DIR", userFolder.toString());
    }
}
