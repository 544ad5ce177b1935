package io.devmesh.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A chart with values, as {@code helm template} or {@code helm install} is told.
 *
 * @param valuesFiles the later ones win
 */
public record Rendering(Chart chart, String release, String namespace, List<Path> valuesFiles) {
    /** Of clusters that are supported on EKS. */
    private static final String KUBERNETES = "v1.33.0";

    private static final Map<Chart, Path> WITHOUT_HOOKS = new ConcurrentHashMap<>();

    /** One of the chart's own. */
    public Rendering file(String name) {
        return and(chart.file(name));
    }

    /** Values as a file would have them. */
    public Rendering with(String yaml) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(Path.of("target", "values")), "values", ".yaml");
            return and(Files.writeString(file, yaml));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Rendering in(String otherNamespace) {
        return new Rendering(chart, release, otherNamespace, valuesFiles);
    }

    Rendering named(String otherRelease) {
        return new Rendering(chart, otherRelease, namespace, valuesFiles);
    }

    public Manifests manifests() {
        return manifests(chart.folder());
    }

    /** With what {@code helm test} starts, which templates leave out as long as it is marked as a hook. */
    public Manifests manifestsWithHooks() {
        return manifests(WITHOUT_HOOKS.computeIfAbsent(chart, Rendering::copyWithoutHooks));
    }

    /** What the values are refused for. */
    String refusal() {
        try {
            manifests();
        } catch (IllegalStateException refused) {
            return refused.getMessage();
        }
        throw new AssertionError("Helm takes these values.");
    }

    /** What is printed after the installation. */
    String notes() {
        Cluster.running();
        InstallCommand install = new Helm(chart.folder())
                .install()
                .withName(release)
                .withNamespace(namespace)
                .withKubeVersion(KUBERNETES)
                .clientOnly()
                .dryRun();
        valuesFiles.forEach(install::withValuesFile);
        String output = install.call().getOutput();
        return output.substring(output.indexOf("NOTES:"));
    }

    /** Nothing in it is marked as a hook. */
    private static Path copyWithoutHooks(Chart chart) {
        try (Stream<Path> files = Files.walk(chart.folder())) {
            Path copies = Files.createDirectories(Path.of("target", "charts"));
            Path copy = Files.createTempDirectory(copies, chart.id()).toAbsolutePath();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(chart.folder().relativize(file));
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replace("helm.sh/hook:", "hook:"));
            }
            return copy;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Rendering and(Path file) {
        return new Rendering(
                chart,
                release,
                namespace,
                Stream.concat(valuesFiles.stream(), Stream.of(file)).toList());
    }

    private Manifests manifests(Path folder) {
        Cluster.running();
        TemplateCommand template = new Helm(folder)
                .template()
                .withName(release)
                .withNamespace(namespace)
                .withKubeVersion(KUBERNETES);
        valuesFiles.forEach(template::withValuesFile);
        String text = template.call();
        return new Manifests(Yaml.read(text), Texts.names("# Source: [^/]+/templates/(\\S+)", text));
    }
}
