import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Says, at the end of the build, which tests were skipped and what they would need. Argument: the folder of records. */
final class SkippedTests {
    private SkippedTests() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        if (!Files.isDirectory(folder)) {
            System.out.println("Skipped on this machine: 0");
            return;
        }
        List<Path> records;
        try (Stream<Path> files = Files.list(folder)) {
            records = files.sorted().toList();
        }
        System.out.println("Skipped on this machine: " + records.size());
        for (Path record : records) {
            System.out.println("  " + record.getFileName() + " needs " + Files.readString(record));
        }
    }
}
