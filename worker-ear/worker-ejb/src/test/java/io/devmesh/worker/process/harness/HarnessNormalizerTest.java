package io.devmesh.worker.process.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HarnessNormalizerTest {
    private static final String ALWAYS = "'repo':{'id':1,'path':'acme/shop/app','identifier':'app'},"
            + "'principal':{'id':2,'uid':'ann','display_name':'Ann','type':'user'}";

    @Test
    void readsAPush() {
        NormalizedEvent event = known(
                "branch_updated",
                "{'trigger':'branch_updated'," + ALWAYS + ",'ref':{'name':'refs/heads/main'},'sha':'c1',"
                        + "'head_commit':{'sha':'c1','message':'Mend it\\n\\nmore',"
                        + "'committer':{'identity':{'name':'Ann'},'when':'2026-11-26T10:00:00Z'}}}");

        assertThat(event.repository()).contains("acme/shop/app");
        assertThat(event.actor()).contains("ann");
        assertThat(event.ref()).contains("refs/heads/main");
        assertThat(event.subject()).contains("Mend it");
        assertThat(event.action()).contains("updated");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void readsATagThatIsDeleted() {
        NormalizedEvent event =
                known("tag_deleted", "{'trigger':'tag_deleted'," + ALWAYS + ",'ref':{'name':'refs/tags/v1'}}");

        assertThat(event.ref()).contains("refs/tags/v1");
        assertThat(event.subject()).contains("refs/tags/v1");
    }

    @Test
    void readsACommentOnAPullRequest() {
        NormalizedEvent event = known(
                "pullreq_comment_created",
                "{'trigger':'pullreq_comment_created'," + ALWAYS
                        + ",'pull_req':{'number':7,'title':'Mend it','pr_url':'https://harness.test/pulls/7'},"
                        + "'comment':{'id':3,'text':'Looks good'}}");

        assertThat(event.ref()).contains("#7");
        assertThat(event.subject()).contains("Looks good");
        assertThat(event.action()).contains("comment_created");
        assertThat(event.url()).contains("https://harness.test/pulls/7");
    }

    @Test
    void readsAnArtifact() {
        NormalizedEvent event = known(
                "artifact_created",
                "{'trigger':'artifact_created',"
                        + "'registry':{'path':'acme/images'},'artifact_info':{'name':'app','version':'1.2','type':'DOCKER'}}");

        assertThat(event.repository()).contains("acme/images");
        assertThat(event.ref()).contains("1.2");
        assertThat(event.subject()).contains("app 1.2");
    }

    @Test
    void readsWhatItCanOfAnUnknownTrigger() {
        Normalization verdict = new HarnessNormalizer()
                .normalize(Events.of(Provider.HARNESS, "repo_archived", "{'trigger':'repo_archived'," + ALWAYS + "}"));

        assertThat(((Normalization.Unknown) verdict).event().repository()).contains("acme/shop/app");
    }

    private static NormalizedEvent known(String type, String body) {
        return ((Normalization.Known) new HarnessNormalizer().normalize(Events.of(Provider.HARNESS, type, body)))
                .event();
    }
}
