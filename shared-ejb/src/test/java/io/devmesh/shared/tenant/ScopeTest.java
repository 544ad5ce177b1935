package io.devmesh.shared.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScopeTest {
    @ParameterizedTest
    @EnumSource(Scope.class)
    void isReadAsItIsWritten(Scope scope) {
        assertThat(Scope.ofWires(List.of(scope.wire()))).containsExactly(scope);
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void isInWhatThePlatformHas(Scope scope) {
        assertThat(scope.isIn(Set.of(Scope.PLATFORM))).isTrue();
        assertThat(scope.isIn(Set.of())).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Scope.class, mode = EnumSource.Mode.EXCLUDE, names = "PLATFORM")
    void isInWhatAnAdministratorHasUnlessItIsAboutAllTenants(Scope scope) {
        assertThat(scope.isIn(Set.of(Scope.ADMIN))).isTrue();
        assertThat(Scope.PLATFORM.isIn(Set.of(Scope.ADMIN))).isFalse();
    }

    @Test
    void isNotInWhatOthersHave() {
        assertThat(Scope.ADMIN.isIn(Set.of(Scope.EVENTS_READ, Scope.EVENTS_REPLAY)))
                .isFalse();
        assertThat(Scope.EVENTS_REPLAY.isIn(Grants.USUAL.scopes())).isFalse();
    }

    @Test
    void isNothingWhereAnotherVersionWroteIt() {
        assertThat(Scope.ofWires(List.of("tools:call:*", "events:read"))).containsExactly(Scope.EVENTS_READ);
    }
}
