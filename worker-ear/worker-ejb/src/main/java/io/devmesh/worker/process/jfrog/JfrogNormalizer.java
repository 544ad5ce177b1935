package io.devmesh.worker.process.jfrog;

import static io.devmesh.worker.process.payload.Field.at;
import static io.devmesh.worker.process.payload.Field.joined;
import static java.util.Map.entry;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Outline;
import io.devmesh.worker.process.payload.Outlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Knows the domains of artifacts, their properties, images, builds and release bundles. Their events have no pages. */
@ApplicationScoped
class JfrogNormalizer implements EventNormalizer {
    private static final Outline ALL = Outline.of(
                    at("/data/repo_key", "/data/repository_key", "/data/build_repo"), at("/userContext/id"))
            .action(at("/event_type", "/data/event_type"));

    private static final Outline ARTIFACT = ALL.subject(at("/data/path", "/data/name"));
    private static final Outline PROPERTY =
            ALL.subject(joined(" ", at("/data/path", "/data/name"), at("/data/property_key")));
    private static final Outline IMAGE =
            ALL.ref(at("/data/tag")).subject(joined(":", at("/data/image_name"), at("/data/tag")));
    private static final Outline BUILD = ALL.ref(at("/data/build_number").map(number -> "#" + number))
            .subject(joined(" #", at("/data/build_name"), at("/data/build_number")))
            .moment("/data/build_started");
    private static final Outline BUNDLE = ALL.ref(at("/data/release_bundle_version"))
            .subject(joined(" ", at("/data/release_bundle_name"), at("/data/release_bundle_version")));

    private static final Outlines EVENTS = new Outlines(
            Map.ofEntries(
                    entry("artifact", ARTIFACT),
                    entry("artifact_property", PROPERTY),
                    entry("docker", IMAGE),
                    entry("build", BUILD),
                    entry("release_bundle", BUNDLE),
                    entry("release_bundle_v2", BUNDLE),
                    entry("release_bundle_v2_promotion", BUNDLE),
                    entry("distribution", BUNDLE),
                    entry("artifactory_release_bundle", BUNDLE)),
            ARTIFACT);

    @Override
    public Provider provider() {
        return Provider.JFROG;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return EVENTS.normalize(event);
    }
}
