package io.devmesh.local;

import java.util.List;
import java.util.regex.Pattern;

/** What a Liberty server's log says about a start that goes wrong, in either log format. */
record ServerLog(LogTail tail) {
    /** An application that failed to start, and a port that can't be had: the server runs on, but never gets ready. */
    private static final Pattern FATAL = Pattern.compile("CWWKZ0002E|CWWKZ0004E|CWWKO0221E");

    private static final Pattern PROBLEM = Pattern.compile("\\b[A-Z]{4,5}\\d{4}[EW]:|Exception|ERROR");
    private static final int WIDTH = 400;

    boolean tellsFailure() {
        return tail.all().stream().anyMatch(line -> FATAL.matcher(line).find());
    }

    /** The problems that it names, or else its end. */
    List<String> evidence() {
        List<String> problems =
                tail.all().stream().filter(line -> PROBLEM.matcher(line).find()).toList();
        return (problems.isEmpty() ? tail.lines() : LogTail.last(problems))
                .stream()
                        .map(line -> line.substring(0, Math.min(line.length(), WIDTH)))
                        .toList();
    }
}
