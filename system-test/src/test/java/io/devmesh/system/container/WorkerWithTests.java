package io.devmesh.system.container;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.GenericArchive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** One web application out of the jars of the application that the build deployed, and what the tests need. */
final class WorkerWithTests {
    private static final Path BUILT =
            Path.of(System.getProperty("wlp"), "usr", "servers", "worker", "apps", "worker-ear.ear");

    private WorkerWithTests() {}

    static WebArchive archive() {
        WebArchive archive = ShrinkWrap.create(WebArchive.class, "worker-test.war")
                .addClasses(AnotherTransaction.class)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
        ShrinkWrap.createFromZipFile(GenericArchive.class, BUILT.toFile())
                .getContent(Filters.include(".*\\.jar"))
                .forEach((path, jar) -> archive.addAsLibrary(
                        jar.getAsset(), Path.of(path.get()).getFileName().toString()));
        Stream.of(Assertions.class, Awaitility.class, Matcher.class)
                .map(WorkerWithTests::jarOf)
                .forEach(jar -> archive.addAsLibrary(jar.toFile()));
        return archive;
    }

    private static Path jarOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(URI.create(source.getLocation().toString()));
    }
}
