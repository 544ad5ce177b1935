package io.devmesh.system.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a page of docs/operations tells people to type, by the heading above it. */
public record PageBlocks(String page) {
    private static final Path PAGES = Path.of("..", "docs", "operations");

    /** The blocks of SQL, as they are. */
    public List<String> sql(String heading) throws IOException {
        return blocks("sql", heading);
    }

    /** The commands, each on one line. */
    public List<String> commands(String heading) throws IOException {
        return blocks("bash", heading).stream()
                .flatMap(block -> block.replaceAll("\\s*\\\\\\n\\s*", " ").lines())
                .map(String::strip)
                .toList();
    }

    private List<String> blocks(String language, String heading) throws IOException {
        String text = Files.readString(PAGES.resolve(page));
        int begin = text.indexOf("\n## " + heading + "\n");
        if (begin < 0) {
            throw new IllegalArgumentException(page + " has no heading " + heading);
        }
        int end = text.indexOf("\n## ", begin + 1);
        return Pattern.compile("(?s)```" + language + "\\n(.*?)\\n *```")
                .matcher(text.substring(begin, end < 0 ? text.length() : end))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
