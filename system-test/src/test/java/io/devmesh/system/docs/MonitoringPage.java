package io.devmesh.system.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/operations/monitoring.md: the metrics it lists. */
public final class MonitoringPage {
    private static final Path PAGE = Path.of("..", "docs", "operations", "monitoring.md");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `([a-z0-9_]+)` \\| (counter|gauge|timer|histogram) \\|");

    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private MonitoringPage() {}

    /** All names, those of the server and the JVM too. */
    public static Set<String> names() throws IOException {
        return NAME.matcher(Files.readString(PAGE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    /** Their types, by their names as Prometheus has them. */
    public static Map<String, String> metrics() throws IOException {
        Map<String, String> types = new TreeMap<>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> types.put(row.group(1), row.group(2)));
        return types;
    }
}
