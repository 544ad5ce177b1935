import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finishes a Liberty server that the build has just deployed to. Argument: the server's folder.
 *
 * <p>Records in server.env the JDK that this program runs on, which is the one that the build chose, so that
 * {@code bin/server run} works where plain {@code java} is older. Takes the password out of it with which each server would
 * make a key of its own at its first start, which takes seconds: nothing listens with TLS here. Empties the work area, where
 * Liberty keeps the jars of an archive by their time: our archives are reproducible, so all versions of a jar have the same.
 */
final class PrepareServer {
    private PrepareServer() {}

    public static void main(String[] arguments) throws IOException {
        Path server = Path.of(arguments[0]);
        writeEnvironment(server.resolve("server.env"));
        delete(server.resolve("workarea"));
    }

    private static void writeEnvironment(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.exists(file)) {
            lines.addAll(Files.readAllLines(file));
        }
        lines.removeIf(line -> line.startsWith("JAVA_HOME=") || line.startsWith("keystore_password="));
        lines.add("JAVA_HOME=" + System.getProperty("java.home"));
        Files.write(file, lines);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> walk = Files.walk(folder)) {
            inside = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }
}
