package io.devmesh.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What Helm would send to the cluster.
 *
 * @param templates those that made something of it
 */
public record Manifests(List<JsonNode> all, Set<String> templates) {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job");

    public Stream<JsonNode> of(String kind) {
        return all.stream().filter(object -> kind(object).equals(kind));
    }

    public JsonNode one(String kind) {
        List<JsonNode> found = of(kind).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects of the kind " + kind + " in " + names());
        }
        return found.getFirst();
    }

    public JsonNode one(String kind, String name) {
        return of(kind).filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + names()));
    }

    public JsonNode deployment() {
        return one("Deployment");
    }

    /** The service's own. */
    JsonNode container() {
        return pod(deployment()).path("containers").path(0);
    }

    /** The {@code spec} of everything that runs. */
    List<JsonNode> pods() {
        List<JsonNode> pods = new ArrayList<>();
        all.stream()
                .filter(object -> WORKLOADS.contains(kind(object)))
                .map(Manifests::pod)
                .forEach(pods::add);
        of("Pod").map(object -> object.path("spec")).forEach(pods::add);
        return pods;
    }

    /** The variable as the manifest has it. */
    String variable(String name) {
        return variableOf(container(), name).path("value").asString(null);
    }

    /** Files of the folder of secrets: from which Secret and key comes the variable. */
    String secretOf(String variable) {
        for (JsonNode source : volume("secrets").path("projected").path("sources")) {
            for (JsonNode item : source.path("secret").path("items")) {
                if (item.path("path").asString().equals(variable)) {
                    return source.path("secret").path("name").asString() + "/"
                            + item.path("key").asString();
                }
            }
        }
        return null;
    }

    JsonNode volume(String name) {
        for (JsonNode volume : pod(deployment()).path("volumes")) {
            if (volume.path("name").asString().equals(name)) {
                return volume;
            }
        }
        throw new AssertionError("no volume " + name);
    }

    List<String> names() {
        return all.stream().map(object -> kind(object) + "/" + name(object)).toList();
    }

    static JsonNode variableOf(JsonNode container, String name) {
        for (JsonNode variable : container.path("env")) {
            if (variable.path("name").asString().equals(name)) {
                return variable;
            }
        }
        return container.path("none");
    }

    public static JsonNode pod(JsonNode workload) {
        return workload.path("spec").path("template").path("spec");
    }

    public static String kind(JsonNode object) {
        return object.path("kind").asString();
    }

    public static String name(JsonNode object) {
        return object.path("metadata").path("name").asString();
    }
}
