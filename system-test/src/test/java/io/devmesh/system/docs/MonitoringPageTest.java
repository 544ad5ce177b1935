package io.devmesh.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations/monitoring.md lists each metric that the code registers, and no other. */
class MonitoringPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern REGISTERED = Pattern.compile("(?:withName|named)\\(\\s*\"([a-z0-9_]+)\"");

    private static final Pattern NAMED = Pattern.compile("([a-z0-9_]+)=");
    private static final Pattern BUCKETS = Pattern.compile("\\b([a-z0-9_]+?)(?:_seconds)?_bucket\\b");

    @Test
    void listsWhatIsRegisteredAndNothingElse() throws IOException {
        Set<String> registered = new TreeSet<>();
        for (String module : new String[] {"shared-ejb", "edge-mcp-war", "worker-ear/worker-ejb"}) {
            registered.addAll(names(ROOT.resolve(module).resolve("src/main/java")));
        }

        Set<String> listed = new TreeSet<>();
        MonitoringPage.metrics().keySet().forEach(name -> listed.add(name.replaceFirst("_(total|seconds)$", "")));

        assertThat(listed).isEqualTo(registered).isNotEmpty();
    }

    /** A histogram without buckets has percentiles instead, and a panel that asks for its buckets stays empty. */
    @Test
    void hasBucketsOfEachHistogramThatChartsAskFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (String file : new String[] {"dashboard.json", "alerts.yaml"}) {
            for (String chart : new String[] {"edge-mcp", "worker"}) {
                Path asking =
                        ROOT.resolve("helm").resolve(chart).resolve("files").resolve(file);
                BUCKETS.matcher(text(asking)).results().forEach(match -> asked.add(match.group(1)));
            }
        }
        Properties properties = new Properties();
        try (Reader source = Files.newBufferedReader(
                ROOT.resolve("shared-ejb/src/main/resources/META-INF/microprofile-config.properties"))) {
            properties.load(source);
        }
        Set<String> named = new TreeSet<>();
        for (String kind : new String[] {"timer", "histogram"}) {
            String buckets = properties.getProperty("mp.metrics.distribution." + kind + ".buckets");
            NAMED.matcher(buckets).results().forEach(match -> named.add(match.group(1)));
        }

        assertThat(named).containsAll(asked);
        assertThat(asked).isNotEmpty();
    }

    private static Set<String> names(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().matches(".*(Metrics|Gauges|Breakers)\\.java"))
                    .flatMap(file -> REGISTERED.matcher(text(file)).results())
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
