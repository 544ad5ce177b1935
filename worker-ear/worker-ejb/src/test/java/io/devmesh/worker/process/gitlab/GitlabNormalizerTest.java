package io.devmesh.worker.process.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GitlabNormalizerTest {
    private static final String PROJECT =
            "'project':{'path_with_namespace':'team/app','web_url':'https://gitlab.test/team/app'},'user':{'username':'ann'}";

    @Test
    void readsAMergeRequest() {
        NormalizedEvent event = known(
                "merge_request.open",
                "{" + PROJECT + ",'object_attributes':{'iid':12,'title':'Mend it','action':'open',"
                        + "'url':'https://gitlab.test/team/app/-/merge_requests/12','updated_at':'2026-11-26 10:00:00 UTC'}}");

        assertThat(event.repository()).contains("team/app");
        assertThat(event.actor()).contains("ann");
        assertThat(event.ref()).contains("!12");
        assertThat(event.subject()).contains("Mend it");
        assertThat(event.action()).contains("open");
        assertThat(event.url()).contains("https://gitlab.test/team/app/-/merge_requests/12");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void readsAPushByItsLastCommit() {
        NormalizedEvent event = known(
                "push",
                "{'ref':'refs/heads/main','user_username':'ann','project':{'path_with_namespace':'team/app'},'commits':["
                        + "{'title':'one'},{'message':'two\\n\\nmore','url':'https://gitlab.test/c/2'}]}");

        assertThat(event.actor()).contains("ann");
        assertThat(event.ref()).contains("refs/heads/main");
        assertThat(event.subject()).contains("two");
        assertThat(event.url()).contains("https://gitlab.test/c/2");
    }

    @Test
    void readsAPushThatDeletesABranch() {
        NormalizedEvent event = known("push", "{" + PROJECT + ",'ref':'refs/heads/old','commits':[]}");

        assertThat(event.ref()).contains("refs/heads/old");
        assertThat(event.subject()).isEmpty();
        assertThat(event.url()).contains("https://gitlab.test/team/app");
    }

    @Test
    void readsAPipeline() {
        NormalizedEvent event = known(
                "pipeline",
                "{" + PROJECT
                        + ",'object_attributes':{'ref':'main','status':'failed','finished_at':'2026-11-26T10:00:00Z'},"
                        + "'commit':{'title':'Mend it'}}");

        assertThat(event.ref()).contains("refs/heads/main");
        assertThat(event.subject()).contains("failed: Mend it");
        assertThat(event.action()).contains("failed");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void readsANoteOnAnIssue() {
        NormalizedEvent event =
                known("note", "{" + PROJECT + ",'object_attributes':{'note':'Looks good\\nmore'},'issue':{'iid':3}}");

        assertThat(event.ref()).contains("#3");
        assertThat(event.subject()).contains("Looks good");
    }

    @Test
    void readsWhatItCanOfOtherEvents() {
        Normalization normalization = new GitlabNormalizer()
                .normalize(Events.of(
                        Provider.GITLAB, "vulnerability", "{" + PROJECT + ",'object_attributes':{'title':'x'}}"));

        assertThat(normalization)
                .isInstanceOfSatisfying(
                        Normalization.Unknown.class,
                        unknown -> assertThat(unknown.event().subject()).contains("x"));
    }

    @Test
    void saysWhatItCannotRead() {
        assertThat(new GitlabNormalizer().normalize(Events.of(Provider.GITLAB, "push", "nonsense")))
                .isInstanceOf(Normalization.Unreadable.class);
    }

    private static NormalizedEvent known(String type, String body) {
        return ((Normalization.Known) new GitlabNormalizer().normalize(Events.of(Provider.GITLAB, type, body))).event();
    }
}
