package io.devmesh.shared.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReportTest {
    private static final Finding WELL =
            new Finding(Severity.OK, "redis queue", Code.REDIS__CONNECTED, "redis:6379 answers", "", "");
    private static final Finding HURTS = new Finding(
            Severity.WARNING,
            "redis cache",
            Code.REDIS__EVICTION__CACHE_KEEPS,
            "maxmemory-policy noeviction",
            "The cache can't take anything new",
            "set allkeys-lru");
    private static final Finding FAILS = new Finding(
            Severity.ERROR,
            "postgresql",
            Code.DATABASE__UNKNOWN,
            "FATAL: no\r\nsuch \u001b[31mdatabase",
            "There is no database x",
            "set DATABASE_NAME");

    @Test
    void exitsWithOneOnlyWhereSomethingDoesNotWork() {
        assertThat(new Report(List.of()).exitCode()).isZero();
        assertThat(new Report(List.of(WELL, HURTS)).exitCode()).isZero();
        assertThat(new Report(List.of(WELL, FAILS, HURTS)).exitCode()).isOne();
    }

    @Test
    void isAsBadAsItsWorstFinding() {
        assertThat(new Report(List.of(WELL, HURTS, WELL)).worst()).isEqualTo(Severity.WARNING);
        assertThat(new Report(List.of(HURTS, FAILS)).firstError()).contains(FAILS);
    }

    @Test
    void givesPeopleALineForWhatIsWellAndABlockForWhatIsNot() {
        assertThat(new Report(List.of(WELL, FAILS)).text()).isEqualTo("""
                OK       redis queue  redis:6379 answers
                ERROR    postgresql   There is no database x
                                      seen:   FATAL: no such [31mdatabase
                                      change: set DATABASE_NAME
                                      code:   database.unknown
                1 error, 0 warnings.
                """);
    }

    @Test
    void saysSoWhereAllIsWell() {
        assertThat(new Report(List.of(WELL)).text()).endsWith("All is well.\n");
    }

    @Test
    void givesMachinesEachPartOfAFinding() {
        JsonNode json = Json.mapper().readTree(new Report(List.of(WELL, HURTS)).json());

        assertThat(json.path("worst").asString()).isEqualTo("warning");
        assertThat(json.path("findings").get(1).path("code").asString()).isEqualTo("redis.eviction.cache_keeps");
        assertThat(json.path("findings").get(1).propertyNames())
                .containsExactly("severity", "subject", "code", "seen", "meaning", "change");
    }

    @Test
    void summarizesCauseAndFixOnOneLine() {
        assertThat(HURTS.summary()).isEqualTo("The cache can't take anything new: set allkeys-lru");
        assertThat(WELL.summary()).isEqualTo("redis:6379 answers");
    }
}
