package io.devmesh.edge.resource.event;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.content.ResourceContents;
import io.devmesh.edge.event.EventReader;
import io.devmesh.edge.event.EventVariables;
import io.devmesh.edge.event.PayloadView;
import io.devmesh.edge.resource.ResourceCall;
import io.devmesh.edge.resource.ResourceDescription;
import io.devmesh.edge.resource.ResourceResult;
import io.devmesh.edge.resource.ResourceSource;
import io.devmesh.edge.resource.ResourceTemplate;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.SourceRepository;
import io.devmesh.shared.tenant.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

@ApplicationScoped
class EventResources implements ResourceSource {
    private static final String JSON = "application/json";
    private static final int LATEST = 20;
    private static final int SOURCES = 200;

    private static final List<ResourceTemplate> TEMPLATES = List.of(
            new ResourceTemplate(
                    "devmesh://events/{id}",
                    "event",
                    Optional.of("One event"),
                    Optional.of("An event with the payload that the provider sent; event_list shows ids"),
                    JSON),
            new ResourceTemplate(
                    "devmesh://events{?source,type,repository}",
                    "events-by-filter",
                    Optional.of("Latest events that match"),
                    Optional.of("The latest 20 events of a source, type or repository, newest first. A type is exact"
                            + " (pull_request.opened) or without its action (pull_request). Subscribe to be told of the"
                            + " next one"),
                    JSON));

    private final EventReader events;
    private final EventVariables variables;
    private final SourceRepository sources;

    EventResources() {
        this(null, null, null);
    }

    @Inject
    EventResources(EventReader events, EventVariables variables, SourceRepository sources) {
        this.events = events;
        this.variables = variables;
        this.sources = sources;
    }

    @Override
    public boolean isOpenTo(Authenticated caller) {
        return caller.grants().may(Scope.EVENTS_READ);
    }

    @Override
    public List<ResourceDescription> resources(Authenticated caller) {
        return Stream.concat(
                        Stream.of(new ResourceDescription(
                                EventUri.ALL,
                                "events",
                                Optional.of("Latest events"),
                                Optional.of("The latest 20 events of this team's DevOps tools, newest first"),
                                JSON)),
                        sources.names(caller.tenant(), SOURCES).stream().map(EventResources::describe))
                .toList();
    }

    private static ResourceDescription describe(SourceName source) {
        return new ResourceDescription(
                EventUri.ofSource(source.value()),
                "events-of-" + source,
                Optional.of("Latest events of " + source),
                Optional.of("The latest 20 events of the source " + source + ", newest first"),
                JSON);
    }

    @Override
    public List<ResourceTemplate> templates() {
        return TEMPLATES;
    }

    @Override
    public Optional<ResourceResult> read(ResourceCall call) {
        return EventUri.parse(call.uri())
                .flatMap(uri -> json(call.caller(), uri))
                .map(json -> new ResourceResult.Contents(
                        List.of(new ResourceContents.Text(call.uri(), JSON, json.toString()))));
    }

    private Optional<ObjectNode> json(Authenticated caller, EventUri uri) {
        return switch (uri) {
            case EventUri.One(EventId id) -> events.find(caller.tenant(), id, PayloadView.JSON);
            case EventUri.Matching matching ->
                Optional.of(events.page(caller.tenant(), matching.filter(), Optional.empty(), LATEST));
        };
    }

    @Override
    public boolean isSubscribable(String uri) {
        return EventUri.parse(uri).isPresent();
    }

    @Override
    public boolean isUpdatedBy(String uri, StoredNotice notice) {
        return EventUri.parse(uri).filter(known -> known.isUpdatedBy(notice)).isPresent();
    }

    @Override
    public List<String> complete(ResourceTemplate template, CompletionCall call) {
        return variables.suggest(call.caller().tenant(), call.argument(), call.value(), call.context());
    }
}
