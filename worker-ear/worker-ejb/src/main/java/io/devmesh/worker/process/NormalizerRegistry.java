package io.devmesh.worker.process;

import static java.lang.System.Logger.Level.ERROR;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.StoredEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;

/**
 * Finds the normalizer of an event's provider and turns its verdict into what will be stored. Events of providers without
 * one are stored with what the door read of them.
 */
@ApplicationScoped
public class NormalizerRegistry {
    private static final System.Logger LOG = System.getLogger(NormalizerRegistry.class.getName());

    private final Map<Provider, EventNormalizer> normalizers = new EnumMap<>(Provider.class);

    NormalizerRegistry() {}

    @Inject
    NormalizerRegistry(@Any Instance<EventNormalizer> normalizers) {
        this(normalizers.stream().toList());
    }

    public NormalizerRegistry(Iterable<EventNormalizer> normalizers) {
        normalizers.forEach(normalizer -> this.normalizers.put(normalizer.provider(), normalizer));
    }

    /** Never throws: where a normalizer does, which is a fault of ours, the event is kept as dead with its body. */
    public StoredEvent outcome(WebhookEvent event) {
        return switch (normalize(event)) {
            case Normalization.Known known -> StoredEvent.processed(event, known.event());
            case Normalization.Unknown unknown -> StoredEvent.ignored(event, unknown.event());
            case Normalization.Unreadable unreadable -> StoredEvent.dead(event, unreadable.reason());
        };
    }

    private Normalization normalize(WebhookEvent event) {
        try {
            EventNormalizer normalizer = normalizers.get(event.provider());
            return normalizer == null
                    ? new Normalization.Unknown(NormalizedEvent.of(event))
                    : normalizer.normalize(event);
        } catch (RuntimeException fault) {
            LOG.log(ERROR, "The normalizer of " + event.provider().wire() + " failed on " + event, fault);
            return new Normalization.Unreadable("The normalizer failed; the Worker's log has the details");
        }
    }
}
