package io.devmesh.worker.process.jfrog;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JfrogNormalizerTest {
    private static final String ALWAYS = "'subscription_key':'mesh','jpd_origin':'https://acme.jfrog.test',"
            + "'source':'jfrog/jfrt@1','userContext':{'id':'ann','isToken':false,'realm':'internal'}";

    @Test
    void readsAnArtifactThatIsDeployed() {
        NormalizedEvent event = known(
                "artifact.deployed",
                "{'domain':'artifact','event_type':'deployed','data':{'repo_key':'libs','path':'com/acme/app-1.jar',"
                        + "'name':'app-1.jar','sha256':'ab','size':7}," + ALWAYS + "}");

        assertThat(event.repository()).contains("libs");
        assertThat(event.actor()).contains("ann");
        assertThat(event.subject()).contains("com/acme/app-1.jar");
        assertThat(event.action()).contains("deployed");
        assertThat(event.url()).isEmpty();
    }

    @Test
    void readsAPropertyThatIsAdded() {
        NormalizedEvent event = known(
                "artifact_property.added",
                "{'domain':'artifact_property','event_type':'added','data':{'repo_key':'libs','path':'a/b.jar',"
                        + "'property_key':'qa','property_values':['passed']}," + ALWAYS + "}");

        assertThat(event.subject()).contains("a/b.jar qa");
    }

    @Test
    void readsAnImage() {
        NormalizedEvent event = known(
                "docker.pushed",
                "{'domain':'docker','event_type':'pushed','data':{'repo_key':'images','path':'app/1.2/list.manifest.json',"
                        + "'image_name':'app','tag':'1.2','platforms':[]}," + ALWAYS + "}");

        assertThat(event.repository()).contains("images");
        assertThat(event.ref()).contains("1.2");
        assertThat(event.subject()).contains("app:1.2");
    }

    @Test
    void readsABuild() {
        NormalizedEvent event = known(
                "build.uploaded",
                "{'domain':'build','event_type':'uploaded','data':{'build_name':'app','build_number':'12',"
                        + "'build_started':'2026-11-26T12:00:00.000+0200'}," + ALWAYS + "}");

        assertThat(event.ref()).contains("#12");
        assertThat(event.subject()).contains("app #12");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void readsAReleaseBundle() {
        NormalizedEvent event = known(
                "release_bundle_v2.release_bundle_v2_completed",
                "{'domain':'release_bundle_v2','event_type':'release_bundle_v2_completed',"
                        + "'data':{'release_bundle_name':'shop','release_bundle_version':'1.0.0',"
                        + "'repository_key':'bundles'}," + ALWAYS + "}");

        assertThat(event.repository()).contains("bundles");
        assertThat(event.ref()).contains("1.0.0");
        assertThat(event.subject()).contains("shop 1.0.0");
    }

    @Test
    void readsWhatItCanOfAnUnknownDomain() {
        Normalization verdict = new JfrogNormalizer()
                .normalize(Events.of(
                        Provider.JFROG, "user.locked", "{'domain':'user','event_type':'locked'," + ALWAYS + "}"));

        assertThat(((Normalization.Unknown) verdict).event().action()).contains("locked");
    }

    private static NormalizedEvent known(String type, String body) {
        return ((Normalization.Known) new JfrogNormalizer().normalize(Events.of(Provider.JFROG, type, body))).event();
    }
}
