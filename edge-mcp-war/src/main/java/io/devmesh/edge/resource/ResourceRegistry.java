package io.devmesh.edge.resource;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.shared.event.StoredNotice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All sources of resources, in the order of their class names, so that lists are the same on every replica. */
@ApplicationScoped
public class ResourceRegistry {
    private final List<ResourceSource> sources;

    ResourceRegistry() {
        this(List.of());
    }

    @Inject
    ResourceRegistry(@Any Instance<ResourceSource> sources) {
        this(sources.stream().toList());
    }

    public ResourceRegistry(List<ResourceSource> sources) {
        this.sources = sources.stream()
                .sorted(Comparator.comparing(source -> source.getClass().getName()))
                .toList();
    }

    public List<ResourceDescription> resources(Authenticated caller) {
        return openTo(caller)
                .flatMap(source -> source.resources(caller).stream())
                .toList();
    }

    public List<ResourceTemplate> templates(Authenticated caller) {
        return openTo(caller).flatMap(source -> source.templates().stream()).toList();
    }

    private Stream<ResourceSource> openTo(Authenticated caller) {
        return sources.stream().filter(source -> source.isOpenTo(caller));
    }

    /** The first source's answer that has one. */
    public Optional<ResourceResult> read(ResourceCall call) {
        return openTo(call.caller())
                .flatMap(source -> source.read(call).stream())
                .findFirst();
    }

    public boolean isSubscribable(Authenticated caller, String uri) {
        return openTo(caller).anyMatch(source -> source.isSubscribable(uri));
    }

    /** Whether what {@code uri} shows changed when those events were stored. */
    public boolean isUpdatedBy(String uri, StoredNotice notice) {
        return sources.stream().anyMatch(source -> source.isUpdatedBy(uri, notice));
    }

    /** Values for a variable of the template that is written exactly so; empty where there is none. */
    public Optional<List<String>> complete(String uriTemplate, CompletionCall call) {
        for (ResourceSource source : openTo(call.caller()).toList()) {
            for (ResourceTemplate template : source.templates()) {
                if (template.uriTemplate().equals(uriTemplate)) {
                    return Optional.of(source.complete(template, call));
                }
            }
        }
        return Optional.empty();
    }
}
