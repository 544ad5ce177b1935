package io.devmesh.system.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The scenarios for servers that the suite runs for one revision.
 *
 * @param others run, reported and not scored
 */
record Requirements(List<String> required, List<String> others) {
    private static final String ITEM = "  - ";
    private static final String OTHER_ITEM = ITEM + "scenario: ";

    /** @param file the suite's own list, whose form is fixed: a section for each role and one for what is not scored */
    static Requirements read(Path file) throws IOException {
        List<String> required = new ArrayList<>();
        List<String> others = new ArrayList<>();
        String section = "";
        String other = "";
        for (String line : Files.readAllLines(file)) {
            if (line.matches("\\w+:")) {
                section = line;
            } else if (section.equals("server:") && line.startsWith(ITEM)) {
                required.add(line.substring(ITEM.length()));
            } else if (line.startsWith(OTHER_ITEM)) {
                other = line.substring(OTHER_ITEM.length());
            } else if (line.strip().equals("leg: server")) {
                others.add(other);
            }
        }
        return new Requirements(List.copyOf(required), List.copyOf(others));
    }
}
