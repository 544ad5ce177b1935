package io.devmesh.system.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.doctor.Code;
import io.devmesh.shared.doctor.Finding;
import io.devmesh.shared.doctor.RedisDoctor;
import io.devmesh.shared.doctor.Report;
import io.devmesh.shared.doctor.ServiceNeeds;
import io.devmesh.shared.doctor.Severity;
import io.devmesh.shared.redis.RedisConfig;
import io.devmesh.shared.redis.RedisUse;
import io.devmesh.shared.stream.StreamConfig;
import java.time.Clock;
import java.util.Map;

/** A doctor's visit to Redis with variables as a pod would have them. */
record Examination(Map<String, String> variables, Report report) {
    /** In every password that a test plants; in nothing that a doctor says. */
    static final String SECRET = "hunter2";

    /** Of the stream's Redis, with the variables of a pod. */
    static Examination ofQueue(Map<String, String> variables) {
        return of(RedisUse.QUEUE, ServiceNeeds.ALL, variables);
    }

    static Examination of(RedisUse use, ServiceNeeds needs, Map<String, String> variables) {
        Settings settings = Settings.of(variables);
        RedisConfig config = use == RedisUse.QUEUE ? RedisConfig.queue(settings) : RedisConfig.cache(settings);
        RedisDoctor doctor =
                new RedisDoctor(config, settings, needs.access(config, StreamConfig.from(settings)), Clock.systemUTC());
        return new Examination(variables, new Report(doctor.examine())).withoutSecrets();
    }

    private Examination withoutSecrets() {
        assertThat(report.text() + report.json()).doesNotContain(SECRET);
        return this;
    }

    /** The only thing that does not work is this; its change names {@code variable}. */
    void finds(Code code, String cause, String variable) {
        assertThat(report.findings().stream().filter(Finding::isError))
                .as(report.text())
                .extracting(Finding::code)
                .containsExactly(code);
        Finding finding = report.firstError().orElseThrow();
        assertThat(finding.summary()).contains(cause);
        assertThat(finding.change()).contains(variable);
        assertThat(report.exitCode()).isOne();
    }

    /** Among other things. */
    void findsAlso(Code code, String cause, String variable) {
        Finding finding = report.find(code).orElseThrow(() -> new AssertionError(report.text()));
        assertThat(finding.isError()).isTrue();
        assertThat(finding.summary()).contains(cause);
        assertThat(finding.seen() + finding.change()).contains(variable);
    }

    void warnsOf(Code code, String cause, String variable) {
        Finding finding = report.find(code).orElseThrow(() -> new AssertionError(report.text()));
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.summary()).contains(cause, variable);
    }

    /** A machine that is busy with other tests may answer slowly. */
    void findsAllWell() {
        assertThat(report.findings().stream().filter(finding -> finding.code() != Code.REDIS__LATENCY__HIGH))
                .as(report.text())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Severity.OK));
        assertThat(report.exitCode()).isZero();
    }
}
