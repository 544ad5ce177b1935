package io.devmesh.edge.webhook;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;

import io.devmesh.edge.webhook.scheme.BadDeliveryException;
import io.devmesh.edge.webhook.scheme.Delivery;
import io.devmesh.edge.webhook.scheme.Labels;
import io.devmesh.edge.webhook.scheme.WebhookScheme;
import io.devmesh.shared.event.DeliveryId;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.shared.source.Source;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.telemetry.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** Decides what happens to a delivery. */
@ApplicationScoped
class WebhookDoor {
    private static final System.Logger LOG = System.getLogger(WebhookDoor.class.getName());
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Map<Provider, WebhookScheme> schemes = new EnumMap<>(Provider.class);
    private final SourceCatalog sources;
    private final Backpressure backpressure;
    private final EventSink sink;
    private final AcceptedCounts counts;
    private final WebhookMetrics metrics;
    private final Clock clock;

    WebhookDoor() {
        this.sources = null;
        this.backpressure = null;
        this.sink = null;
        this.counts = null;
        this.metrics = null;
        this.clock = null;
    }

    @Inject
    WebhookDoor(
            @Any Instance<WebhookScheme> schemes,
            SourceCatalog sources,
            Backpressure backpressure,
            EventSink sink,
            AcceptedCounts counts,
            WebhookMetrics metrics,
            Clock clock) {
        schemes.forEach(scheme -> this.schemes.put(scheme.provider(), scheme));
        this.sources = sources;
        this.backpressure = backpressure;
        this.sink = sink;
        this.counts = counts;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** The source of that name; empty where there is none, or throws JdbiException where that cannot be known now. */
    Optional<Source> source(String name) {
        return SourceName.isValid(name) ? sources.find(new SourceName(name)) : Optional.empty();
    }

    /** Verifies and stores. */
    Acceptance accept(Source source, Delivery delivery, TraceContext trace) {
        WebhookScheme scheme = schemes.get(source.provider());
        if (!scheme.isAuthentic(delivery, source, clock.instant())) {
            metrics.count(source.provider(), "unauthentic");
            return new Acceptance.Unauthentic();
        }
        Optional<WebhookScheme.Challenge> challenge = scheme.challenge(delivery);
        if (challenge.isPresent()) {
            metrics.count(source.provider(), "challenge");
            return new Acceptance.Challenged(challenge.get().answer());
        }
        if (backpressure.refuses(source.tenant())) {
            metrics.count(source.provider(), "backpressure");
            return unavailable();
        }
        try {
            WebhookEvent event = event(source, delivery, scheme.labels(delivery, source), trace);
            EventSink.Stored stored = sink.store(event, source.processing().order());
            counts.count(source.name());
            backpressure.accepted(source.tenant());
            metrics.count(source.provider(), stored == EventSink.Stored.STREAM ? "stream" : "database");
            return new Acceptance.Accepted(event.id());
        } catch (BadDeliveryException bad) {
            LOG.log(INFO, "Refused a signed delivery of " + source.name() + ": " + bad.getMessage());
            metrics.count(source.provider(), "bad");
            return new Acceptance.Bad(bad.getMessage());
        } catch (JdbiException bothAway) {
            LOG.log(ERROR, "Neither Redis nor PostgreSQL took a delivery of " + source.name(), bothAway);
            metrics.count(source.provider(), "unavailable");
            return unavailable();
        }
    }

    static Acceptance.Unavailable unavailable() {
        return new Acceptance.Unavailable(RETRY_AFTER);
    }

    private WebhookEvent event(Source source, Delivery delivery, Labels labels, TraceContext trace) {
        DeliveryId id = labels.deliveryId().orElseGet(() -> new DeliveryId(digest(delivery.body())));
        return new WebhookEvent(
                EventId.of(source.tenant(), source.name(), id),
                source.tenant(),
                source.name(),
                source.provider(),
                id,
                labels.type(),
                labels.repository(),
                labels.actor(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                delivery.contentType(),
                trace.traceparent(),
                delivery.body());
    }

    /** Stands in for a delivery id: the same body to the same source counts as the same delivery. */
    private static String digest(byte[] body) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
