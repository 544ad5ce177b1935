package io.devmesh.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RotatingPasswordTest {
    private final AtomicReference<String> file = new AtomicReference<>("old");
    private final RotatingPassword password =
            new RotatingPassword(new RedisLogin.Password(Optional.of("app"), () -> Optional.ofNullable(file.get())));

    @Test
    void hasNoOtherBeforeTheFileHasChanged() {
        assertThat(current()).isEqualTo("old");
        assertThat(password.hasOther(password.version())).isFalse();
    }

    @Test
    void usesTheNewOneOnceTheFileHasChanged() {
        file.set("new");

        assertThat(current()).isEqualTo("new");
    }

    @Test
    void triesTheOldOneWhereRedisDoesNotKnowTheNewOneYet() {
        file.set("new");
        current();

        assertThat(password.hasOther(password.version())).isTrue();
        assertThat(current()).isEqualTo("old");
    }

    @Test
    void comesBackToTheNewOneWhereTheOldOneIsRejectedLater() {
        file.set("new");
        current();
        password.hasOther(password.version());

        assertThat(password.hasOther(password.version())).isTrue();
        assertThat(current()).isEqualTo("new");
    }

    @Test
    void findsTheNewOneThatCameBetweenTheReadAndTheRejection() {
        int version = password.version();
        file.set("new");

        assertThat(password.hasOther(version)).isTrue();
        assertThat(current()).isEqualTo("new");
    }

    @Test
    void isSwitchedOnceByAllThatWereRejectedTogether() {
        file.set("new");
        current();
        int version = password.version();

        assertThat(password.hasOther(version)).isTrue();
        assertThat(password.hasOther(version)).isTrue();
        assertThat(current()).isEqualTo("old");
    }

    @Test
    void keepsTheLastOneWhileTheFileIsReplaced() {
        file.set(null);

        assertThat(current()).isEqualTo("old");
    }

    private String current() {
        return new String(password.get().getPassword());
    }
}
