package io.devmesh.shared.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Readiness of one store: a quick question first, and where that fails the doctor, whose words are shown. Answers within
 * {@link #PATIENCE}, whatever the store does. While the store serves, the doctor calls from time to time and
 * reports what may hurt later.
 */
final class StoreWatch {
    /** Readiness is asked by probes that have some seconds at the most. */
    static final Duration PATIENCE = Duration.ofMillis(4_500);

    private static final Duration TROUBLE_SERVES = Duration.ofSeconds(5);
    private static final Duration HEALTH_SERVES = Duration.ofSeconds(30);

    private final Supplier<Optional<String>> quickQuestion;
    private final Supplier<Report> doctor;
    private final Function<Report, Map<String, String>> facts;
    private final LongSupplier nanoTime;
    private final SharedRun<Report> visits;
    private final SharedRun<StoreHealth> checks;

    /**
     * The watch of a store.
     *
     * @param quickQuestion empty where the store serves, else why not
     * @param facts what to show of a report beside its findings
     */
    StoreWatch(
            Supplier<Optional<String>> quickQuestion,
            Supplier<Report> doctor,
            Function<Report, Map<String, String>> facts,
            Executor executor,
            LongSupplier nanoTime) {
        this.quickQuestion = quickQuestion;
        this.doctor = doctor;
        this.facts = facts;
        this.nanoTime = nanoTime;
        this.visits = new SharedRun<>(
                doctor, report -> report.firstError().isPresent() ? TROUBLE_SERVES : HEALTH_SERVES, executor, nanoTime);
        this.checks = new SharedRun<>(
                this::check, health -> health.isUp() ? Duration.ZERO : TROUBLE_SERVES, executor, nanoTime);
    }

    /** Starts the check and returns at once; its result is waited for by who takes it. */
    Supplier<StoreHealth> begin(String timeoutMessage) {
        CompletableFuture<StoreHealth> run = checks.start();
        long begun = nanoTime.getAsLong();
        return () -> SharedRun.await(run, PATIENCE.minusNanos(nanoTime.getAsLong() - begun))
                .orElseGet(() -> new StoreHealth(Optional.of(timeoutMessage), Map.of()));
    }

    private StoreHealth check() {
        Optional<String> failure = quickQuestion.get();
        if (failure.isEmpty()) {
            return visits.latest().map(this::healthOf).orElseGet(() -> new StoreHealth(Optional.empty(), Map.of()));
        }
        StoreHealth diagnosed = healthOf(doctor.get());
        return diagnosed.isUp() ? new StoreHealth(failure, diagnosed.facts()) : diagnosed;
    }

    private StoreHealth healthOf(Report report) {
        return new StoreHealth(report.firstError().map(Finding::summary), facts.apply(report));
    }

    /** The warnings of a report on one line; empty where there are none. */
    static String warnings(Report report) {
        List<Finding> warnings = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.WARNING)
                .toList();
        return warnings.stream().map(Finding::summary).collect(Collectors.joining("; "));
    }
}
