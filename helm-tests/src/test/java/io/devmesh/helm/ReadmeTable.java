package io.devmesh.helm;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.comments.CommentLine;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The table of values in a chart's README, made of the comments in its values.yaml that begin with {@code # --}. */
final class ReadmeTable {
    private static final String BEGIN = "<!-- values.yaml, by ReadmeTest: begin -->\n";
    private static final String END = "<!-- end -->\n";
    private static final String HEAD = "| Value | Default | What it is |\n|---|---|---|\n";

    private ReadmeTable() {}

    /** The page with the table as it should be. */
    static String inserted(String page, String values) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + HEAD + String.join("", rows(values)) + page.substring(page.indexOf(END));
    }

    /** One for each value that has such a comment, in their order. */
    static List<String> rows(String values) {
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(true);
        return rows("", new org.yaml.snakeyaml.Yaml(options).compose(new StringReader(values)))
                .toList();
    }

    /** Values that nobody explains, by their path. */
    static List<String> unexplained(String values) {
        return rows(values).stream().filter(row -> row.endsWith("|  |\n")).toList();
    }

    private static Stream<String> rows(String path, Node node) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream().flatMap(entry -> rows(path, entry))
                : Stream.empty();
    }

    private static Stream<String> rows(String path, NodeTuple entry) {
        String name = path + ((ScalarNode) entry.getKeyNode()).getValue();
        Optional<String> comment = comment(entry.getKeyNode());
        return comment.isEmpty()
                        && entry.getValueNode() instanceof MappingNode mapping
                        && !mapping.getValue().isEmpty()
                ? rows(name + ".", mapping)
                : Stream.of("| `" + name + "` | " + shown(entry.getValueNode()) + " | " + comment.orElse("") + " |\n");
    }

    private static Optional<String> comment(Node key) {
        return Optional.ofNullable(key.getBlockComments()).stream()
                .flatMap(List::stream)
                .map(CommentLine::getValue)
                .filter(line -> line.startsWith(" -- "))
                .map(line -> line.substring(4).replace("|", "\\|"))
                .findFirst();
    }

    private static String shown(Node value) {
        String text = text(value);
        return text.isEmpty() ? "" : "`" + text.replace("|", "\\|") + "`";
    }

    private static String text(Node value) {
        return switch (value) {
            case ScalarNode scalar -> scalar.getValue();
            case SequenceNode list ->
                list.getValue().stream().map(ReadmeTable::text).collect(Collectors.joining(", ", "[", "]"));
            case MappingNode map ->
                map.getValue().stream()
                        .map(entry -> text(entry.getKeyNode()) + ": " + text(entry.getValueNode()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> throw new IllegalArgumentException(value.toString());
        };
    }
}
