package io.devmesh.shared.iam;

import io.devmesh.shared.config.ConfigurationException;
import io.devmesh.shared.config.Settings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** Finds what implements a port: on the class path, else in a folder of jars that gets one class loader of its own. */
public final class AwsLibraries {
    private static final String VARIABLE = "DEVMESH_AWS_LIB";

    /** What was found lives as long as the process, and so do the class loaders behind it: one for each folder. */
    private static final Map<Path, ClassLoader> LOADERS = new ConcurrentHashMap<>();

    private static final Map<Place, Object> FOUND = new ConcurrentHashMap<>();

    private record Place(Class<?> port, Path folder) {}

    private AwsLibraries() {}

    /**
     * What implements {@code port}; the same one for the same folder.
     *
     * @param folder with the jars of the AWS libraries, as {@code DEVMESH_AWS_LIB} names it
     * @param need why they must be there
     * @throws ConfigurationException where there is none
     */
    public static <T> T load(Class<T> port, Optional<Path> folder, String need) {
        ClassLoader own = AwsLibraries.class.getClassLoader();
        String fix = need + ", so name the folder that has them";
        return ServiceLoader.load(port, own).findFirst().orElseGet(() -> {
            Path path = folder.orElseThrow(() ->
                            new ConfigurationException(VARIABLE + " names no folder with AWS libraries: " + fix + "."))
                    .toAbsolutePath();
            return port.cast(FOUND.computeIfAbsent(new Place(port, path), place -> fromFolder(port, path, own, fix)));
        });
    }

    private static <T> T fromFolder(Class<T> port, Path folder, ClassLoader parent, String fix) {
        try {
            return ServiceLoader.load(port, loader(folder, parent, fix))
                    .findFirst()
                    .orElseThrow(() -> refuse(folder, "holds no aws-iam.jar, so no AWS libraries", fix));
        } catch (ServiceConfigurationError incomplete) {
            throw refuse(folder, "lacks some AWS library that aws-iam.jar needs", fix);
        }
    }

    /** Stays open: the libraries load classes when they are first needed. */
    private static ClassLoader loader(Path folder, ClassLoader parent, String fix) {
        return LOADERS.computeIfAbsent(folder, place -> {
            try {
                return new URLClassLoader("aws", jars(place), parent);
            } catch (IOException unreadable) {
                throw refuse(place, "can't be read as a folder of AWS libraries", fix);
            }
        });
    }

    private static URL[] jars(Path folder) throws IOException {
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                jars.add(file.toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }

    private static ConfigurationException refuse(Path folder, String rule, String fix) {
        return Settings.refuse(VARIABLE, folder.toString(), rule, fix);
    }
}
