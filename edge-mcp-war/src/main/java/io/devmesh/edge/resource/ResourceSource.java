package io.devmesh.edge.resource;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.shared.event.StoredNotice;
import java.util.List;
import java.util.Optional;

/** A set of resources of one kind. Every CDI bean of this type is offered. */
public interface ResourceSource {
    /** Whether the caller's key is enough for what it shows; where it is not, there is nothing of it. */
    default boolean isOpenTo(Authenticated caller) {
        return true;
    }

    /** What {@code resources/list} shows the caller, in a stable order; a few hundred at the most. */
    List<ResourceDescription> resources(Authenticated caller);

    /** What {@code resources/templates/list} shows, in a stable order. */
    default List<ResourceTemplate> templates() {
        return List.of();
    }

    /** Reads it; empty where the URI is none of this source's, or names nothing that the caller may see. */
    Optional<ResourceResult> read(ResourceCall call);

    /** Whether a client may subscribe to {@code uri}, which need not exist yet. */
    default boolean isSubscribable(String uri) {
        return false;
    }

    /** Whether what {@code uri} shows, which somebody of the same tenant subscribed to, changed when those events were stored. */
    default boolean isUpdatedBy(String uri, StoredNotice notice) {
        return false;
    }

    /** Values for a variable of {@code template} that begin as the user began; the best first. */
    default List<String> complete(ResourceTemplate template, CompletionCall call) {
        return List.of();
    }
}
