package io.devmesh.edge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.secret.MasterKeyAwayException;
import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;

class SourceCatalogTest {
    private static final SourceName NAME = new SourceName("acme-github");

    private int asked;
    private boolean away;
    private Duration now = Duration.ZERO;

    @Test
    void remembersThatASecretIsUnreadable() {
        SourceCatalog catalog = catalog(this::unreadable);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> catalog.find(NAME))
                    .isInstanceOf(UnreadableSecretException.class)
                    .hasMessage("no key");
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void remembersThatThereIsNone() {
        SourceCatalog catalog = catalog(this::none);

        assertThat(catalog.find(NAME)).isEmpty();
        assertThat(catalog.find(NAME)).isEmpty();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void asksAgainAfterTenSeconds() {
        SourceCatalog catalog = catalog(this::none);
        var unused = catalog.find(NAME);

        pass(Duration.ofSeconds(11));
        assertThat(catalog.find(NAME)).isEmpty();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void asksADatabaseThatIsAwayNoMoreOftenThanOneThatIsThere() {
        SourceCatalog catalog = catalog(this::none);
        var unused = catalog.find(NAME);
        away = true;
        pass(Duration.ofSeconds(11));

        assertThat(catalog.find(NAME)).isEmpty();
        assertThat(catalog.find(NAME)).isEmpty();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void forgetsAfterAnHourWhatItCouldNotReadAgain() {
        SourceCatalog catalog = catalog(this::none);
        var unused = catalog.find(NAME);
        away = true;
        pass(Duration.ofMinutes(59));
        assertThat(catalog.find(NAME)).isEmpty();

        pass(Duration.ofMinutes(2));
        assertThat(catalog.find(NAME)).isEmpty(); // and asks
        assertThatThrownBy(() -> catalog.find(NAME)).isInstanceOf(ConnectionException.class);
    }

    @Test
    void keepsForAnHourWhatItKnewWhereTheMasterKeyIsAway() {
        SourceCatalog catalog = catalog(this::keyAway);
        assertThat(catalog.find(NAME)).isEmpty();
        away = true;
        pass(Duration.ofMinutes(59));
        assertThat(catalog.find(NAME)).isEmpty();
        assertThat(asked).isEqualTo(2);

        pass(Duration.ofMinutes(2));
        assertThatThrownBy(() -> catalog.find(NAME)).isInstanceOf(MasterKeyAwayException.class);
    }

    @Test
    void findsAgainTenSecondsLaterWhatItCouldNotReadWhereTheMasterKeyWasAway() {
        SourceCatalog catalog = catalog(this::keyAway);
        away = true;
        assertThatThrownBy(() -> catalog.find(NAME)).isInstanceOf(MasterKeyAwayException.class);
        away = false;
        assertThatThrownBy(() -> catalog.find(NAME)).isInstanceOf(MasterKeyAwayException.class);
        pass(Duration.ofSeconds(11));

        assertThat(catalog.find(NAME)).isEmpty();
    }

    private SourceCatalog catalog(Function<SourceName, Optional<Source>> repository) {
        return new SourceCatalog(repository, () -> now.toNanos(), Runnable::run);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Optional<Source> none(SourceName name) {
        asked++;
        if (away) {
            throw new ConnectionException(new SQLException("away"));
        }
        return Optional.empty();
    }

    private Optional<Source> keyAway(SourceName name) {
        asked++;
        if (away) {
            throw new MasterKeyAwayException("no answer");
        }
        return Optional.empty();
    }

    private Optional<Source> unreadable(SourceName name) {
        asked++;
        throw new UnreadableSecretException("no key");
    }
}
