package io.devmesh.system.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.system.Replicas;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the suite must say, however many replicas there are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConformanceContract {
    private final Replicas replicas;
    private final ConformanceSuite suite;
    private final Map<String, ConformanceReport> reports = new HashMap<>();

    ConformanceContract(String name, Replicas replicas) {
        this.replicas = replicas;
        this.suite = new ConformanceSuite(name, replicas.uri());
    }

    @AfterAll
    void close() {
        replicas.close();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25,30", "2026-07-28,37"})
    void passesEveryRequiredScenario(String revision, int count) {
        ConformanceReport report = report(revision);

        assertThat(report.required()).hasSize(count);
        assertThat(report.required()).flatExtracting(Scenario::complaints).isEmpty();
        assertThat(report.required())
                .allSatisfy(scenario -> assertThat(scenario.successes()).isNotEmpty());
    }

    /** A server that leaves these out passes, or is not scored; the check named here is one that it would not pass. */
    @ParameterizedTest
    @CsvSource({
        "2025-11-25,server-session-lifecycle,server-session-terminated-returns-404",
        "2025-11-25,server-sse-polling,server-sse-disconnect-resume",
        "2025-11-25,json-schema-2020-12,sep-2106-anchor-keyword-preserved",
        "2026-07-28,server-stateless,sep-2575-server-sends-tools-list-changed-on-subscription",
        "2026-07-28,server-stateless,sep-2575-server-sends-prompts-list-changed-on-subscription",
        "2026-07-28,json-schema-2020-12,sep-2106-anchor-keyword-preserved",
        "2026-07-28,http-header-validation,sep-2243-server-reject-error-code",
        "2026-07-28,http-custom-header-server-validation,sep-2243-server-reject-param-mismatch",
        "2026-07-28,tasks-lifecycle,tasks-cancel-terminal-idempotent-ack",
        "2026-07-28,tasks-capability-negotiation,tasks-per-request-meta-opt-in",
        "2026-07-28,tasks-wire-fields,tasks-no-early-ttl-expiry",
        "2026-07-28,tasks-request-state-removal,tasks-get-detailed-no-request-state",
        "2026-07-28,tasks-mrtr-input,tasks-mrtr-partial-fulfillment",
        "2026-07-28,tasks-request-headers,sep-2663-server-rejects-mismatched-mcp-name-on-tasks-get",
        "2026-07-28,tasks-dispatch-and-envelope,sep-2663-durable-create-strong-consistency",
        "2026-07-28,tasks-required-task-error,sep-2663-server-returns-missing-capability-data-shape",
        "2026-07-28,tasks-mrtr-composition,sep-2663-mrtr-synchronous-before-task-creation",
    })
    void doesWhatItCouldLeaveOut(String revision, String name, String decisive) {
        Scenario scenario = report(revision).scenario(name);

        assertThat(scenario.complaints()).isEmpty();
        assertThat(scenario.successes()).contains(decisive);
    }

    /** So that none is forgotten above; the suite skips {@code tasks-status-notifications} itself. */
    @ParameterizedTest
    @CsvSource({"2025-11-25,3", "2026-07-28,13"})
    void knowsEveryScenarioOfTheSuite(String revision, int othersCount) {
        assertThat(report(revision).scenarios())
                .filteredOn(scenario -> !scenario.required())
                .hasSize(othersCount);
    }

    Replicas replicas() {
        return replicas;
    }

    ConformanceReport report(String revision) {
        return reports.computeIfAbsent(revision, suite::run);
    }
}
