package io.devmesh.helm;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The official Java client's models, which refuse fields that Kubernetes does not know and miss those that it needs. */
final class KubernetesModel {
    /** Of other projects, for which the client has no models. */
    private static final Set<String> FOREIGN = Set.of("monitoring.coreos.com", "keda.sh", "gateway.networking.k8s.io");

    private KubernetesModel() {}

    /** What is wrong with the object, where anything is. */
    static Optional<String> complaint(JsonNode object) {
        String api = object.path("apiVersion").asString();
        if (FOREIGN.contains(api.replaceFirst("/.*", ""))) {
            return Optional.empty();
        }
        String version = api.replaceFirst(".*/", "");
        String model = "io.kubernetes.client.openapi.models."
                + version.substring(0, 1).toUpperCase(Locale.ROOT) + version.substring(1) + Manifests.kind(object);
        try {
            Class.forName(model)
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(object.toString()));
            return Optional.empty();
        } catch (InvocationTargetException refused) {
            return Optional.of(String.valueOf(refused.getCause().getMessage()));
        } catch (ReflectiveOperationException unknown) {
            return Optional.of(api + " has no " + Manifests.kind(object));
        }
    }
}
