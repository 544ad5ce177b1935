package io.devmesh.worker.process.bitbucketdc;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BitbucketDataCenterNormalizerTest {
    private static final String ALWAYS =
            "'date':'2026-11-26T20:00:00+1000','actor':{'name':'ann','displayName':'Ann','id':1}";
    private static final String REPOSITORY = "{'slug':'app','name':'App','project':{'key':'TEAM'}}";

    @Test
    void readsAPush() {
        NormalizedEvent event = known(
                "repo.refs_changed",
                "{'eventKey':'repo:refs_changed'," + ALWAYS + ",'repository':" + REPOSITORY
                        + ",'changes':[{'ref':{'id':'refs/heads/main','displayId':'main','type':'BRANCH'},'type':'UPDATE'}],"
                        + "'toCommit':{'message':'Mend it\\n\\nmore'}}");

        assertThat(event.repository()).contains("TEAM/app");
        assertThat(event.actor()).contains("ann");
        assertThat(event.ref()).contains("refs/heads/main");
        assertThat(event.subject()).contains("Mend it");
        assertThat(event.action()).contains("refs_changed");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void readsACommentOnACommit() {
        NormalizedEvent event = known(
                "repo.comment.added",
                "{'eventKey':'repo:comment:added'," + ALWAYS + ",'comment':{'text':'Why?'},'repository':" + REPOSITORY
                        + ",'commit':'178864a7d521b6f5e720b386b2c2b0ef8563e0dc'}");

        assertThat(event.ref()).contains("178864a7d521b6f5e720b386b2c2b0ef8563e0dc");
        assertThat(event.subject()).contains("Why?");
        assertThat(event.action()).contains("comment:added");
    }

    @Test
    void readsARepositoryThatIsRenamed() {
        NormalizedEvent event = known(
                "repo.modified",
                "{'eventKey':'repo:modified'," + ALWAYS + ",'old':{'slug':'old','project':{'key':'TEAM'}},'new':"
                        + REPOSITORY + "}");

        assertThat(event.repository()).contains("TEAM/app");
        assertThat(event.subject()).contains("App");
    }

    @Test
    void readsACommentOnAPullRequest() {
        NormalizedEvent event = known(
                "pr.comment.added",
                "{'eventKey':'pr:comment:added'," + ALWAYS
                        + ",'pullRequest':{'id':7,'title':'Mend it','toRef':{'repository':" + REPOSITORY
                        + "},'links':{'self':[{'href':'https://bitbucket.test/pr/7'}]}},'comment':{'text':'Looks good'}}");

        assertThat(event.repository()).contains("TEAM/app");
        assertThat(event.ref()).contains("#7");
        assertThat(event.subject()).contains("Looks good");
        assertThat(event.url()).contains("https://bitbucket.test/pr/7");
    }

    @Test
    void readsAPullRequestWithoutAPage() {
        NormalizedEvent event = known(
                "pr.merged",
                "{'eventKey':'pr:merged'," + ALWAYS
                        + ",'pullRequest':{'id':7,'title':'Mend it','links':{'self':[null]}}}");

        assertThat(event.subject()).contains("Mend it");
        assertThat(event.action()).contains("merged");
        assertThat(event.url()).isEmpty();
        assertThat(event.repository()).isEmpty();
    }

    @Test
    void readsWhatItCanOfAnUnknownEvent() {
        Normalization verdict = new BitbucketDataCenterNormalizer()
                .normalize(Events.of(Provider.BITBUCKET_DC, "diagnostics.ping", "{'test':true," + ALWAYS + "}"));

        assertThat(((Normalization.Unknown) verdict).event().actor()).contains("ann");
    }

    private static NormalizedEvent known(String type, String body) {
        return ((Normalization.Known)
                        new BitbucketDataCenterNormalizer().normalize(Events.of(Provider.BITBUCKET_DC, type, body)))
                .event();
    }
}
