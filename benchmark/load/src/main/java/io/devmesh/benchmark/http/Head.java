package io.devmesh.benchmark.http;

import java.util.Optional;

/** Status line and headers of an answer, as text. */
public final class Head {
    private Head() {}

    /** The value of a header, whatever the case of its name. */
    public static Optional<String> value(String head, String name) {
        String beginning = name + ":";
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, beginning, 0, beginning.length()))
                .map(line -> line.substring(beginning.length()).strip())
                .findFirst();
    }
}
