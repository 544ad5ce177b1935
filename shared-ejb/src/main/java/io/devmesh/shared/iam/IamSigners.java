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

/** Finds the {@link IamSigner}: on the class path, else in a folder of jars that gets a class loader of its own. */
public final class IamSigners {
    private static final String VARIABLE = "DEVMESH_AWS_LIB";
    private static final String FIX = "IAM authentication needs them, so name the folder that has them";

    /** Signers live as long as the process, and so do the class loaders behind them: one for each folder. */
    private static final Map<Path, IamSigner> BY_FOLDER = new ConcurrentHashMap<>();

    private IamSigners() {}

    /**
     * The signer; the same one for the same folder.
     *
     * @param folder with the jars of the AWS libraries, as {@code DEVMESH_AWS_LIB} names it
     * @throws ConfigurationException where there is none
     */
    public static IamSigner load(Optional<Path> folder) {
        ClassLoader own = IamSigners.class.getClassLoader();
        return ServiceLoader.load(IamSigner.class, own).findFirst().orElseGet(() -> {
            Path path = folder.orElseThrow(() ->
                            new ConfigurationException(VARIABLE + " names no folder with AWS libraries: " + FIX + "."))
                    .toAbsolutePath();
            return BY_FOLDER.computeIfAbsent(path, jars -> fromFolder(jars, own));
        });
    }

    private static IamSigner fromFolder(Path folder, ClassLoader parent) {
        try {
            // Stays open: the signer's libraries load classes when they are first needed.
            URLClassLoader loader = new URLClassLoader("aws", jars(folder), parent);
            return ServiceLoader.load(IamSigner.class, loader)
                    .findFirst()
                    .orElseThrow(() -> refuse(folder, "holds no aws-iam.jar, so no AWS libraries"));
        } catch (IOException unreadable) {
            throw refuse(folder, "can't be read as a folder of AWS libraries");
        } catch (ServiceConfigurationError incomplete) {
            throw refuse(folder, "lacks some AWS library that aws-iam.jar needs");
        }
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

    private static ConfigurationException refuse(Path folder, String rule) {
        return Settings.refuse(VARIABLE, folder.toString(), rule, FIX);
    }
}
