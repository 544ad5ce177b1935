package io.devmesh.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.config.Settings;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.Processing;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.tenant.TenantId;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.NormalizerRegistry;
import io.devmesh.worker.retry.Retries;
import io.devmesh.worker.rule.RuleBook;
import io.devmesh.worker.source.KnownSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class EventProcessorTest {
    private static final SourceName SOURCE = new SourceName("git");
    private static final Optional<String> KEY = Optional.of("git/acme/site");
    private Supplier<RuntimeException> fault = () -> new IllegalStateException("a detail of ours");

    @Test
    void triesAgainWhatOurFaultKeptFromSucceeding() {
        StoredEvent outcome = process(Processing.standard(), 0);

        assertThat(outcome.status()).isEqualTo(EventStatus.RETRYING);
        assertThat(outcome.error().orElseThrow())
                .contains("IllegalStateException")
                .doesNotContain("a detail of ours");
        assertThat(outcome.waiting().orElseThrow().attempts()).isOne();
        assertThat(outcome.waiting().orElseThrow().delay().orElseThrow())
                .isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void isDeadAfterTheLastAttempt() {
        assertThat(process(Processing.standard(), 3).status()).isEqualTo(EventStatus.RETRYING);
        StoredEvent last = process(Processing.standard(), 4);

        assertThat(last.status()).isEqualTo(EventStatus.DEAD);
        assertThat(last.error().orElseThrow()).contains("attempt 5, the last");
    }

    @Test
    void takesTheNumberOfAttemptsFromTheSource() {
        assertThat(process(processing("{\"attempts\":2}"), 1).status()).isEqualTo(EventStatus.DEAD);
    }

    @Test
    void holdsItsOrderUnlessTheSourceSaysOtherwise() {
        assertThat(process(Processing.standard(), 0).waiting().orElseThrow().orderKey())
                .isEqualTo(KEY);
        assertThat(process(processing("{\"on_retry\":\"pass\"}"), 0)
                        .waiting()
                        .orElseThrow()
                        .orderKey())
                .isEmpty();
    }

    @Test
    void saysNothingOfTheEventWhileTheDatabaseIsAway() {
        fault = () -> new JdbiException(new SQLException("gone", "08006")) {
            private static final long serialVersionUID = 1L;
        };

        assertThatThrownBy(() -> process(Processing.standard(), 0)).isInstanceOf(JdbiException.class);
    }

    private StoredEvent process(Processing processing, int failed) {
        EventNormalizer failing = new EventNormalizer() {
            @Override
            public Provider provider() {
                return Provider.GITHUB;
            }

            @Override
            public Normalization normalize(WebhookEvent event) {
                throw fault.get();
            }
        };
        return new EventProcessor(
                        new NormalizerRegistry(List.of(failing)), Retries.from(Settings.of(Map.of())), new Random(1))
                .process(
                        event(), new KnownSource(SOURCE, processing, false, Optional.of(RuleBook.empty())), KEY, failed)
                .stored();
    }

    private static Processing processing(String json) {
        return Processing.of((ObjectNode) Json.mapper().readTree(json));
    }

    private static WebhookEvent event() {
        TenantId tenant = new TenantId(new UUID(1, 1));
        DeliveryId delivery = new DeliveryId("d");
        return new WebhookEvent(
                EventId.of(tenant, SOURCE, delivery),
                tenant,
                SOURCE,
                Provider.GITHUB,
                delivery,
                "push",
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                "application/json",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                new byte[0]);
    }
}
