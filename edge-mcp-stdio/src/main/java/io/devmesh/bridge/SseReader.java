package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Reads events as they come. */
final class SseReader {
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,9}");

    private final BufferedReader lines;
    private final Runnable heard;

    /** @param heard told of each line, comments included */
    SseReader(InputStream in, Runnable heard) {
        this.lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        this.heard = heard;
    }

    /** The next event with a field that matters; empty at the end, where an unfinished event does not count. */
    Optional<SseEvent> next() throws IOException {
        Unfinished event = new Unfinished();
        String line = lines.readLine();
        while (line != null) {
            heard.run();
            if (!line.isEmpty()) {
                event.add(line);
            } else if (event.hasAny()) {
                return Optional.of(event.finished());
            }
            line = lines.readLine();
        }
        return Optional.empty();
    }

    private static final class Unfinished {
        private final StringJoiner data = new StringJoiner("\n").setEmptyValue("");
        private Optional<String> id = Optional.empty();
        private Optional<Duration> retry = Optional.empty();
        private boolean any;

        void add(String line) {
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            put(field, value.startsWith(" ") ? value.substring(1) : value);
        }

        private void put(String field, String value) {
            switch (field) {
                case "data" -> data.add(value);
                // One that no header can carry back is as good as none.
                case "id" -> id = Optional.of(value).filter(HeaderValue::isPlain);
                case "retry" ->
                    retry = Optional.of(value)
                            .filter(text -> MILLISECONDS.matcher(text).matches())
                            .map(Long::parseLong)
                            .map(Duration::ofMillis);
                default -> {
                    return;
                }
            }
            any = true;
        }

        boolean hasAny() {
            return any;
        }

        SseEvent finished() {
            return new SseEvent(id, data.toString(), retry);
        }
    }
}
