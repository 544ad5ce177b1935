package io.devmesh.shared.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static final Optional<Scope> READ = Optional.of(Scope.EVENTS_READ);
    private static final Optional<Scope> REPLAY = Optional.of(Scope.EVENTS_REPLAY);

    @Test
    void giveTheToolsOfAScope() {
        Grants grants = Grants.parse(List.of("events:read"), List.of());

        assertThat(grants.mayCall("event_get", READ)).isTrue();
        assertThat(grants.mayCall("dead_letter_replay", REPLAY)).isFalse();
        assertThat(grants.mayCall("echo", Optional.empty())).isTrue();
    }

    @Test
    void giveSingleToolsWithoutWhatElseTheirScopeAllows() {
        Grants grants = Grants.parse(List.of("tools:call:dead_letter_*"), List.of());

        assertThat(grants.mayCall("dead_letter_replay", REPLAY)).isTrue();
        assertThat(grants.mayCall("event_get", READ)).isFalse();
        assertThat(grants.may(Scope.EVENTS_REPLAY)).isFalse();
    }

    @Test
    void takeAwayWhatIsNotInTheToolset() {
        Grants grants = Grants.parse(List.of("admin"), List.of("event_*"));

        assertThat(grants.mayCall("event_get", READ)).isTrue();
        assertThat(grants.mayCall("dead_letter_replay", REPLAY)).isFalse();
        assertThat(grants.mayCall("echo", Optional.empty())).isFalse();
    }

    @Test
    void areReadAsTheyAreWritten() {
        Grants grants = Grants.parse(List.of("events:read", "tools:call:a*", "admin"), List.of("event_get", "a*"));

        assertThat(grants.wires()).containsExactly("admin", "events:read", "tools:call:a*");
        assertThat(Grants.known(grants.wires(), grants.tools())).isEqualTo(grants);
    }

    @Test
    void refuseWhatIsNoScope() {
        assertThatThrownBy(() -> Grants.parse(List.of("event:read"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'event:read' is no scope")
                .hasMessageContaining("events:read, events:replay, admin, platform");
        assertThatThrownBy(() -> Grants.parse(List.of("tools:call:"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ignoreStoredScopesOfAnotherVersion() {
        assertThat(Grants.known(List.of("events:read", "secrets:read", "tools:call:"), List.of()))
                .isEqualTo(Grants.USUAL);
    }
}
