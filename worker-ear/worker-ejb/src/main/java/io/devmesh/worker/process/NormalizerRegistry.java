package io.devmesh.worker.process;

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
    private final Map<Provider, EventNormalizer> normalizers = new EnumMap<>(Provider.class);

    NormalizerRegistry() {}

    @Inject
    NormalizerRegistry(@Any Instance<EventNormalizer> normalizers) {
        this(normalizers.stream().toList());
    }

    public NormalizerRegistry(Iterable<EventNormalizer> normalizers) {
        normalizers.forEach(normalizer -> this.normalizers.put(normalizer.provider(), normalizer));
    }

    /** Throws what a normalizer throws, which is a fault of ours. */
    public StoredEvent outcome(WebhookEvent event) {
        EventNormalizer normalizer = normalizers.get(event.provider());
        if (normalizer == null) {
            return StoredEvent.ignored(event, NormalizedEvent.of(event));
        }
        return switch (normalizer.normalize(event)) {
            case Normalization.Known known -> StoredEvent.processed(event, known.event());
            case Normalization.Unknown unknown -> StoredEvent.ignored(event, unknown.event());
            case Normalization.Unreadable unreadable -> StoredEvent.dead(event, unreadable.reason());
        };
    }
}
