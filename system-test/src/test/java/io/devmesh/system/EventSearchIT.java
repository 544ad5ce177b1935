package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventGroup;
import io.devmesh.shared.event.EventSearchRepository;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.shared.tenant.TenantRepository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can be picked from while somebody types, on a real PostgreSQL. */
@ExtendWith(SharedStack.class)
class EventSearchIT {
    private final Stack stack;
    private final EdgeClient edge;
    private final TenantId tenant;
    private final EventSearchRepository events;

    EventSearchIT(Stack stack) {
        String name = "t-" + UUID.randomUUID();
        this.stack = stack;
        this.edge = stack.tenant(name);
        this.tenant = new TenantRepository(stack.jdbi()).ensure(name);
        this.events = new EventSearchRepository(stack.jdbi());
    }

    @BeforeEach
    void deliver() {
        edge.deliver("issues", "d-1", EdgeClient.issue(1, "opened"));
        edge.deliver("issues", "d-2", EdgeClient.issue(2, "closed"));
        edge.deliver("issues", "d-3", EdgeClient.issue(3, "closed"));
        edge.deliver("ping", "d-4", "{\"zen\":\"x\"}".getBytes(UTF_8));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> events.list(tenant, EventFilter.any(), Optional.empty(), 10)
                                .size()
                        == 4);
    }

    @Test
    void suggestsTheMostFrequentFirst() {
        assertThat(suggest(EventFilter.any(), EventGroup.TYPE, ""))
                .containsExactly("issues.closed", "issues.opened", "ping");
        assertThat(suggest(EventFilter.any(), EventGroup.REPOSITORY, "")).containsExactly("acme/site");
        assertThat(suggest(EventFilter.any(), EventGroup.SOURCE, "")).containsExactly(edge.source());
        assertThat(events.suggest(tenant, EventFilter.any(), EventGroup.TYPE, "", 1))
                .containsExactly("issues.closed");
    }

    @Test
    void suggestsWhatBeginsSoInAnyCase() {
        assertThat(suggest(EventFilter.any(), EventGroup.TYPE, "ISSUES.O")).containsExactly("issues.opened");
        assertThat(suggest(EventFilter.any(), EventGroup.TYPE, "%")).isEmpty();
        assertThat(suggest(EventFilter.any(), EventGroup.TYPE, "losed")).isEmpty();
    }

    @Test
    void suggestsWhatGoesWithTheFilter() {
        assertThat(suggest(ofRepository("acme/site"), EventGroup.TYPE, ""))
                .containsExactly("issues.closed", "issues.opened");
        assertThat(suggest(ofRepository("acme/other"), EventGroup.TYPE, "")).isEmpty();
    }

    @Test
    void suggestsNothingOfOthers() {
        TenantId stranger = new TenantId(UUID.randomUUID());

        assertThat(events.suggest(stranger, EventFilter.any(), EventGroup.TYPE, "", 10))
                .isEmpty();
        assertThat(new SourceRepository(stack.jdbi()).names(stranger, 10)).isEmpty();
    }

    @Test
    void knowsTheSourcesOfATenant() {
        assertThat(new SourceRepository(stack.jdbi()).names(tenant, 10))
                .extracting(source -> source.value())
                .containsExactly(edge.source());
    }

    private List<String> suggest(EventFilter filter, EventGroup column, String prefix) {
        return events.suggest(tenant, filter, column, prefix, 10);
    }

    private static EventFilter ofRepository(String repository) {
        return new EventFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(repository),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
