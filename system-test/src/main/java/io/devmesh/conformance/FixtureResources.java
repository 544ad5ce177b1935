package io.devmesh.conformance;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.content.ResourceContents;
import io.devmesh.edge.resource.ResourceCall;
import io.devmesh.edge.resource.ResourceDescription;
import io.devmesh.edge.resource.ResourceResult;
import io.devmesh.edge.resource.ResourceSource;
import io.devmesh.edge.resource.ResourceTemplate;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Texts, bytes, a template, and one resource to watch. */
@ApplicationScoped
class FixtureResources implements ResourceSource {
    static final String WATCHED = "test://watched-resource";

    private static final Pattern BY_ID = Pattern.compile("test://template/([A-Za-z0-9._~-]+)/data");

    @Override
    public List<ResourceDescription> resources(Authenticated caller) {
        return List.of(
                described("test://static-text", "static-text", "A text that never changes", "text/plain"),
                described("test://static-binary", "static-binary", "A picture that never changes", "image/png"),
                described(WATCHED, "watched-resource", "A text to subscribe to", "text/plain"));
    }

    private static ResourceDescription described(String uri, String name, String text, String mimeType) {
        return new ResourceDescription(uri, name, Optional.empty(), Optional.of(text), mimeType, List.of(Samples.ICON));
    }

    @Override
    public List<ResourceTemplate> templates() {
        return List.of(new ResourceTemplate(
                "test://template/{id}/data",
                "template-data",
                Optional.empty(),
                Optional.of("Data of any id"),
                "application/json",
                List.of(Samples.ICON)));
    }

    @Override
    public Optional<ResourceResult> read(ResourceCall call) {
        return contents(call.uri()).map(contents -> new ResourceResult.Contents(List.of(contents)));
    }

    private static Optional<ResourceContents> contents(String uri) {
        return switch (uri) {
            case "test://static-text" -> text(uri, "This is the content of the static text resource.");
            case "test://static-binary" ->
                Optional.of(new ResourceContents.Blob(uri, "image/png", Samples.file("square.png")));
            case WATCHED -> text(uri, "This is the content of the watched resource.");
            default ->
                Optional.of(BY_ID.matcher(uri))
                        .filter(Matcher::matches)
                        .map(byId -> new ResourceContents.Text(uri, "application/json", data(byId.group(1))));
        };
    }

    private static Optional<ResourceContents> text(String uri, String text) {
        return Optional.of(new ResourceContents.Text(uri, "text/plain", text));
    }

    private static String data(String id) {
        return Json.mapper()
                .createObjectNode()
                .put("id", id)
                .put("templateTest", true)
                .put("data", "Data for ID: " + id)
                .toString();
    }

    @Override
    public boolean isSubscribable(String uri) {
        return uri.equals(WATCHED);
    }

    @Override
    public List<String> complete(ResourceTemplate template, CompletionCall call) {
        return Stream.of("123", "124", "200")
                .filter(id -> id.startsWith(call.value()))
                .toList();
    }
}
