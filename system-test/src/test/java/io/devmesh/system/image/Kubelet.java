package io.devmesh.system.image;

import static io.devmesh.helm.Manifests.name;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.helm.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Starts pods as a kubelet does, of one container each, with the environment, the files, the user and the limits that the manifest
 * has. A field that it does not know fails the test, rather than being left out.
 */
final class Kubelet {
    /** What a cluster adds, whatever the manifest has. */
    private static final Map<String, String> OF_THE_CLUSTER = Map.of(
            "KUBERNETES_SERVICE_HOST", "10.96.0.1",
            "KUBERNETES_SERVICE_PORT", "443",
            "KUBERNETES_PORT", "tcp://10.96.0.1:443");

    /** What decides where and when a pod runs, and not how. */
    private static final Set<String> OF_THE_SCHEDULER = Set.of(
            "serviceAccountName",
            "automountServiceAccountToken",
            "enableServiceLinks",
            "restartPolicy",
            "topologySpreadConstraints",
            "terminationGracePeriodSeconds");

    private static final Set<String> OF_A_CONTAINER = Set.of(
            "name",
            "image",
            "imagePullPolicy",
            "command",
            "args",
            "ports",
            "env",
            "startupProbe",
            "readinessProbe",
            "livenessProbe",
            "lifecycle",
            "resources",
            "securityContext",
            "volumeMounts");

    private final Containers containers;
    private final Map<String, String> hosts;
    private final Map<String, Map<String, String>> secrets = new HashMap<>();
    private final Map<String, Map<String, String>> configMaps = new HashMap<>();

    /** @param hosts addresses of names, as the cluster's DNS has them */
    Kubelet(Containers containers, Map<String, String> hosts) {
        this.containers = containers;
        this.hosts = Map.copyOf(hosts);
    }

    /** As {@code kubectl create secret generic}. */
    void createSecret(String name, Map<String, String> data) {
        secrets.put(name, Map.copyOf(data));
    }

    /** As {@code kubectl create configmap}. */
    void createConfigMap(String name, Map<String, String> data) {
        configMaps.put(name, Map.copyOf(data));
    }

    /** The Secrets of a chart. */
    void apply(Manifests manifests) {
        manifests.of("Secret").forEach(secret -> {
            Map<String, String> data = new HashMap<>();
            secret.path("data")
                    .forEachEntry((key, value) ->
                            data.put(key, new String(Base64.getDecoder().decode(value.asString()), UTF_8)));
            secret.path("stringData").forEachEntry((key, value) -> data.put(key, value.asString()));
            createSecret(name(secret), data);
        });
    }

    /** Starts it, without waiting. */
    RunningPod start(String podName, JsonNode pod) {
        JsonNode container = onlyContainer(pod);
        List<String> options = new ArrayList<>(List.of("--name", podName));
        hosts.forEach((host, address) -> options.addAll(List.of("--add-host", host + ":" + address)));
        addSecurity(pod.path("securityContext"), container.path("securityContext"), options);
        addMemory(container.path("resources").path("limits"), options);
        addEnvironment(podName, container, options);
        addFiles(pod, container, options);
        List<String> arguments = new ArrayList<>();
        if (container.has("command")) {
            options.addAll(List.of("--entrypoint", container.path("command").toString()));
        }
        container.path("args").forEach(argument -> arguments.add(argument.asString()));
        String image = container.path("image").asString().replaceFirst("^localhost/", "");
        return RunningPod.start(containers, podName, containers.start(options, image, arguments), pod);
    }

    private static JsonNode onlyContainer(JsonNode pod) {
        for (String field : pod.propertyNames()) {
            if (!OF_THE_SCHEDULER.contains(field)
                    && !Set.of("containers", "volumes", "securityContext").contains(field)) {
                throw new AssertionError("a pod has " + field + ", which this kubelet does not know");
            }
        }
        JsonNode container = pod.path("containers").path(0);
        for (String field : container.propertyNames()) {
            if (!OF_A_CONTAINER.contains(field)) {
                throw new AssertionError("a container has " + field + ", which this kubelet does not know");
            }
        }
        return container;
    }

    private static void addSecurity(JsonNode pod, JsonNode container, List<String> options) {
        options.addAll(List.of(
                "--user",
                pod.path("runAsUser").asInt() + ":" + pod.path("runAsGroup").asInt()));
        if (container.path("readOnlyRootFilesystem").asBoolean()) {
            options.addAll(List.of("--read-only", "--read-only-tmpfs=false"));
        }
        if (!container.path("allowPrivilegeEscalation").asBoolean()) {
            options.add("--security-opt=no-new-privileges");
        }
        container
                .path("capabilities")
                .path("drop")
                .forEach(capability -> options.add("--cap-drop=" + capability.asString()));
    }

    private static void addMemory(JsonNode limits, List<String> options) {
        String memory = limits.path("memory").asString("");
        if (!memory.isEmpty()) {
            options.addAll(
                    List.of("--memory", memory.replaceFirst("([MG])i$", "$1").toLowerCase(Locale.ROOT)));
        }
    }

    private static void addEnvironment(String podName, JsonNode container, List<String> options) {
        Map<String, String> environment = new HashMap<>(OF_THE_CLUSTER);
        for (JsonNode variable : container.path("env")) {
            JsonNode from = variable.path("valueFrom");
            if (!from.isMissingNode()
                    && !from.path("fieldRef").path("fieldPath").asString("").equals("metadata.name")) {
                throw new AssertionError("a variable comes from " + from + ", which this kubelet does not know");
            }
            environment.put(
                    variable.path("name").asString(),
                    from.isMissingNode() ? variable.path("value").asString("") : podName);
        }
        environment.forEach((name, value) -> options.addAll(List.of("--env", name + "=" + value)));
    }

    private void addFiles(JsonNode pod, JsonNode container, List<String> options) {
        Map<String, Path> volumes = new HashMap<>();
        pod.path("volumes").forEach(volume -> volumes.put(volume.path("name").asString(), folder(volume)));
        for (JsonNode mount : container.path("volumeMounts")) {
            String readOnly = mount.path("readOnly").asBoolean() ? ":ro" : "";
            options.addAll(List.of(
                    "--volume",
                    volumes.get(mount.path("name").asString()) + ":"
                            + mount.path("mountPath").asString() + readOnly));
        }
    }

    private Path folder(JsonNode volume) {
        Path folder = containers.folder("volume");
        try {
            if (volume.has("emptyDir")) {
                Files.setPosixFilePermissions(folder, permissions(0777));
                return folder;
            }
            JsonNode projected = volume.path("projected");
            if (projected.isMissingNode()) {
                throw new AssertionError("a volume is " + volume + ", which this kubelet does not know");
            }
            Set<PosixFilePermission> mode =
                    permissions(projected.path("defaultMode").asInt());
            for (JsonNode source : projected.path("sources")) {
                write(source.path("secret"), secrets, folder, mode);
                write(source.path("configMap"), configMaps, folder, mode);
            }
            Files.setPosixFilePermissions(folder, permissions(0755));
            return folder;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The owner is root of the group 0, as in a cluster where the pod has no {@code fsGroup}. */
    private static void write(
            JsonNode source, Map<String, Map<String, String>> objects, Path folder, Set<PosixFilePermission> mode)
            throws IOException {
        for (JsonNode item : source.path("items")) {
            String key = item.path("key").asString();
            String value = objects.getOrDefault(source.path("name").asString(), Map.of())
                    .get(key);
            if (value == null) {
                throw new AssertionError("nobody has made " + source);
            }
            Path file = Files.writeString(folder.resolve(item.path("path").asString()), value);
            Files.setPosixFilePermissions(file, mode);
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> all = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromTheLeft = PosixFilePermission.values();
        for (int i = 0; i < fromTheLeft.length; i++) {
            if ((mode & (1 << (fromTheLeft.length - 1 - i))) != 0) {
                all.add(fromTheLeft[i]);
            }
        }
        return all;
    }
}
