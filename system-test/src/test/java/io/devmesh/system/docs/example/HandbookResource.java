package io.devmesh.system.docs.example;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.content.ResourceContents;
import io.devmesh.edge.resource.ResourceCall;
import io.devmesh.edge.resource.ResourceDescription;
import io.devmesh.edge.resource.ResourceResult;
import io.devmesh.edge.resource.ResourceSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class HandbookResource implements ResourceSource {
    private static final String URI = "devmesh://handbook";

    @Override
    public List<ResourceDescription> resources(Authenticated caller) {
        return List.of(new ResourceDescription(
                URI, "handbook", Optional.of("Handbook"), Optional.of("How we work"), "text/markdown"));
    }

    @Override
    public Optional<ResourceResult> read(ResourceCall call) {
        return call.uri().equals(URI)
                ? Optional.of(new ResourceResult.Contents(
                        List.of(new ResourceContents.Text(URI, "text/markdown", "# Handbook"))))
                : Optional.empty();
    }
}
