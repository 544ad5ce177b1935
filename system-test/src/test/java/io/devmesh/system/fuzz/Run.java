package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What all lanes share: whom they talk to, who judges, and what was found so far. */
final class Run {
    /** Long enough for a busy machine whose server has just started; what hangs takes longer than any limit. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int ENOUGH = 25;
    private static final int SHOWN = 600;

    private final int port;
    private final String apiKey;
    private final Judge judge;
    private final long seed;
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    Run(int port, String apiKey, Judge judge, long seed) {
        this.port = port;
        this.apiKey = apiKey;
        this.judge = judge;
        this.seed = seed;
    }

    int port() {
        return port;
    }

    String apiKey() {
        return apiKey;
    }

    /** Chance for one message of a lane, whatever came before it. */
    Dice dice(String lane, int number) {
        return new Dice((seed * 31 + lane.hashCode()) * 1_000_003 + number);
    }

    /** Judges and counts. */
    void record(String lane, Shot shot, Exchange exchange) {
        judge.findings(shot, exchange).forEach(finding -> found(shot, exchange, finding));
        synchronized (counts) {
            counts.merge(lane, 1, Integer::sum);
            counts.merge(shot.kind(), 1, Integer::sum);
            counts.merge(outcome(exchange), 1, Integer::sum);
        }
    }

    private static String outcome(Exchange exchange) {
        return switch (exchange.end()) {
            case COMPLETE ->
                exchange.raw().isEmpty() ? "silent" : exchange.raw().contains("\"result\":") ? "results" : "errors";
            case HUNG_UP, LEFT, TIMED_OUT, LOST -> exchange.end().name().toLowerCase(Locale.ROOT);
        };
    }

    private void found(Shot shot, Exchange exchange, String finding) {
        findings.add("%s\n  seed %d, %s (%s), %s, %s\n  sent %s\n  got %d %s"
                .formatted(
                        finding,
                        seed,
                        shot.name(),
                        shot.kind(),
                        shot.version(),
                        shot.headers().stream()
                                .filter(header -> !header.is("Authorization"))
                                .map(header -> header.name() + ": " + shorten(header.value()))
                                .toList(),
                        shorten(new String(shot.body(), UTF_8)),
                        exchange.status(),
                        shorten(exchange.raw())));
    }

    /** Something that is wrong outside of an exchange. */
    void found(String finding) {
        findings.add(finding + "\n  seed " + seed);
    }

    /** More would only tell the same. */
    boolean isEnough() {
        return findings.size() >= ENOUGH;
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    int count(String name) {
        synchronized (counts) {
            return counts.getOrDefault(name, 0);
        }
    }

    /** All counts in one line. */
    String summary() {
        synchronized (counts) {
            return counts.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + ")";
    }
}
