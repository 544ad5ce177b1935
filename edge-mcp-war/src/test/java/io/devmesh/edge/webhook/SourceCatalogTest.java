package io.devmesh.edge.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.secret.UnreadableSecretException;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceCatalogTest {
    private static final SourceName NAME = new SourceName("acme-github");

    private int asked;

    @Test
    void remembersThatASecretIsUnreadable() {
        SourceCatalog catalog = new SourceCatalog(this::unreadable);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> catalog.find(NAME))
                    .isInstanceOf(UnreadableSecretException.class)
                    .hasMessage("no key");
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void remembersThatThereIsNone() {
        SourceCatalog catalog = new SourceCatalog(name -> {
            asked++;
            return Optional.empty();
        });

        assertThat(catalog.find(NAME)).isEmpty();
        assertThat(catalog.find(NAME)).isEmpty();
        assertThat(asked).isEqualTo(1);
    }

    private Optional<Source> unreadable(SourceName name) {
        asked++;
        throw new UnreadableSecretException("no key");
    }
}
