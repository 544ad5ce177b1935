package io.devmesh.system.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of a Liberty server as the build left it, which tests copy and never change. */
public record BuiltServer(Path folder) {
    private static final List<String> CONFIGURATION =
            List.of("server.xml", "common.xml", "jvm.options", "server.env", "lib");

    public static BuiltServer named(String name) {
        return new BuiltServer(Path.of(System.getProperty("wlp"), "usr", "servers", name));
    }

    /** An archive that it deploys. */
    public Path application(String file) {
        return folder.resolve("apps").resolve(file);
    }

    /** Makes {@code copy} anew, without applications. */
    public void copyConfiguration(Path copy) throws IOException {
        FolderCopy.delete(copy);
        Files.createDirectories(copy);
        for (String part : CONFIGURATION) {
            FolderCopy.of(folder.resolve(part), copy.resolve(part));
        }
    }
}
