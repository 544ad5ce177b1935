import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records in a Liberty server's server.env the JDK that this program runs on, which is the one that the build chose, so
 * that {@code bin/server run} works where plain {@code java} is older. Argument: the server.env file.
 */
final class ServerJava {
    private ServerJava() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        List<String> lines = new ArrayList<>();
        if (Files.exists(file)) {
            lines.addAll(Files.readAllLines(file));
        }
        lines.removeIf(line -> line.startsWith("JAVA_HOME="));
        lines.add("JAVA_HOME=" + System.getProperty("java.home"));
        Files.write(file, lines);
    }
}
