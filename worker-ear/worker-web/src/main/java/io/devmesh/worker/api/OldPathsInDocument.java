package io.devmesh.worker.api;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;

/** Tells of what {@link OldPaths} serves, and that there is a newer path for it. */
public class OldPathsInDocument implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, PathItem> paths = Map.copyOf(document.getPaths().getPathItems());
        paths.forEach((path, item) -> {
            if (path.startsWith(OldPaths.NOW)) {
                document.getPaths().addPathItem(path.replace(OldPaths.NOW, OldPaths.BEFORE), old(item, path));
            }
        });
    }

    private static PathItem old(PathItem now, String path) {
        PathItem old = OASFactory.createPathItem();
        now.getOperations().forEach((method, operation) -> old.setOperation(method, old(operation, path)));
        return old;
    }

    private static Operation old(Operation now, String path) {
        return OASFactory.createOperation()
                .tags(now.getTags())
                .operationId(now.getOperationId() + "AtOldPath")
                .summary(now.getSummary())
                .description("The same as at " + path + ", where newer clients ask.")
                .deprecated(true)
                .parameters(now.getParameters())
                .requestBody(now.getRequestBody())
                .responses(now.getResponses());
    }
}
