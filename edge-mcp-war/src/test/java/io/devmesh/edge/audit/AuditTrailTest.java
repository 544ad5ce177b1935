package io.devmesh.edge.audit;

import static io.devmesh.edge.mcp.Messages.CALLER;
import static io.devmesh.edge.mcp.Messages.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.audit.AuditEntry;
import io.devmesh.shared.audit.AuditRepository;
import io.devmesh.shared.config.Settings;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;

class AuditTrailTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-27T05:00:00Z"), ZoneOffset.UTC);

    private final Rows rows = new Rows();
    private final AuditTrail trail = trail(Map.of());

    @Test
    void notesWhoCalledWhatAndHowItWentButNotWithWhat() {
        call("event_get", true);
        trail.flush();

        AuditEntry entry = rows.written.getFirst();
        assertThat(entry.tenant()).isEqualTo(CALLER.tenant());
        assertThat(entry.actor()).isEqualTo("key:" + CALLER.keyId());
        assertThat(entry.action()).isEqualTo("tool.call");
        assertThat(entry.subject()).isEqualTo("event_get");
        assertThat(entry.at()).contains(CLOCK.instant());
        assertThat(entry.detail().path("outcome").stringValue()).isEqualTo("success");
        assertThat(entry.detail().path("duration_ms").longValue()).isEqualTo(12);
        assertThat(entry.detail().path("replica").stringValue()).isEqualTo("edge-1");
        assertThat(entry.detail().path("arguments_sha256").stringValue())
                .isEqualTo(Digest.of(json("{'b':2,'a':1}")))
                .hasSize(64);
        assertThat(entry.detail().has("arguments")).isFalse();
    }

    @Test
    void notesArgumentsWhereThatIsWanted() {
        AuditTrail all = trail(Map.of("EDGE_MCP_AUDIT_ARGUMENTS", "true"));
        all.toolCalled(CALLER, "event_get", true, "success", Duration.ZERO, json("{'a':1}"));
        all.flush();

        assertThat(rows.written.getFirst().detail().path("arguments")).isEqualTo(json("{'a':1}"));
    }

    @Test
    void leavesOutWhatIsNotWanted() {
        AuditTrail writes = trail(Map.of("EDGE_MCP_AUDIT_TOOL_CALLS", "writes"));
        writes.toolCalled(CALLER, "event_get", true, "success", Duration.ZERO, json("{}"));
        writes.toolCalled(CALLER, "dead_letter_replay", false, "success", Duration.ZERO, json("{}"));
        writes.flush();
        AuditTrail none = trail(Map.of("EDGE_MCP_AUDIT_TOOL_CALLS", "none"));
        none.toolCalled(CALLER, "dead_letter_replay", false, "success", Duration.ZERO, json("{}"));
        none.flush();

        assertThat(rows.written).extracting(AuditEntry::subject).containsExactly("dead_letter_replay");
    }

    @Test
    void notesACallerOnceAndGuessesOnceForEachPrefix() {
        for (int i = 0; i < 3; i++) {
            trail.accepted(CALLER);
            trail.refused(Optional.of("usr_abcd"));
            trail.refused(Optional.empty());
        }
        trail.flush();

        assertThat(rows.written)
                .extracting(entry -> entry.action() + " " + entry.subject())
                .containsExactly("auth.accept " + CALLER.keyId(), "auth.refuse usr_abcd", "auth.refuse unreadable");
        assertThat(rows.written.get(1).tenant()).isEqualTo(AuditEntry.NOBODY);
    }

    @Test
    void notesOnceInAWhileWhichScopeATokenWasAskedToGet() {
        for (int i = 0; i < 3; i++) {
            trail.steppedUp(CALLER, "dead_letter_replay", "events:replay");
        }
        trail.steppedUp(CALLER, "dead_letter_discard", "admin");
        trail.flush();

        assertThat(rows.written)
                .extracting(entry -> entry.action() + " " + entry.subject() + " "
                        + entry.detail().path("scope").stringValue())
                .containsExactly(
                        "auth.step_up dead_letter_replay events:replay", "auth.step_up dead_letter_discard admin");
        assertThat(rows.written.getFirst().tenant()).isEqualTo(CALLER.tenant());
    }

    @Test
    void keepsEntriesWhileTheDatabaseIsAway() {
        rows.away = true;
        call("event_get", true);
        trail.flush();
        call("event_list", true);
        rows.away = false;
        trail.flush();
        trail.flush();

        assertThat(rows.written).extracting(AuditEntry::subject).containsExactly("event_get", "event_list");
    }

    @Test
    void saysHowManyItCouldNotKeep() {
        rows.away = true;
        for (int i = 0; i < AuditTrail.MOST_WAITING + 7; i++) {
            call("tool_" + i, true);
        }
        trail.flush();
        rows.away = false;
        trail.flush();

        assertThat(rows.written).hasSize(AuditTrail.MOST_WAITING + 1);
        assertThat(rows.written.getFirst().action()).isEqualTo("audit.gap");
        assertThat(rows.written.getFirst().detail().path("lost").longValue()).isEqualTo(7);
        assertThat(rows.written.get(1).subject()).isEqualTo("tool_7");
    }

    private void call(String tool, boolean readsOnly) {
        trail.toolCalled(CALLER, tool, readsOnly, "success", Duration.ofMillis(12), json("{'a':1,'b':2}"));
    }

    private AuditTrail trail(Map<String, String> settings) {
        return new AuditTrail(rows, AuditConfig.from(Settings.of(settings)), new Uncounted(), "edge-1", CLOCK);
    }

    private static final class Uncounted extends AuditMetrics {
        @Override
        void written(int entries) {}

        @Override
        void lost() {}
    }

    /** A table in memory. */
    private static final class Rows extends AuditRepository {
        private final List<AuditEntry> written = new ArrayList<>();
        private boolean away;

        Rows() {
            super(null);
        }

        @Override
        public void append(List<AuditEntry> entries) {
            if (away) {
                throw new ConnectionException(new SQLException("no", "08001"));
            }
            written.addAll(entries);
        }
    }
}
