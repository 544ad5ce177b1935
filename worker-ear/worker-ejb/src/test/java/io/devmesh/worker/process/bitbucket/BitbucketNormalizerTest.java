package io.devmesh.worker.process.bitbucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BitbucketNormalizerTest {
    private static final String ALWAYS = "'actor':{'nickname':'ann'},'repository':{'full_name':'team/app',"
            + "'links':{'html':{'href':'https://bitbucket.test/team/app'}}}";

    @Test
    void readsAPush() {
        NormalizedEvent event = known(
                "repo.push",
                "{" + ALWAYS
                        + ",'push':{'changes':[{'new':{'type':'branch','name':'main','target':{'message':'Mend it\\n\\nmore',"
                        + "'date':'2026-11-26T10:00:00+00:00','links':{'html':{'href':'https://bitbucket.test/c/1'}}}}}]}}");

        assertThat(event.repository()).contains("team/app");
        assertThat(event.actor()).contains("ann");
        assertThat(event.ref()).contains("refs/heads/main");
        assertThat(event.subject()).contains("Mend it");
        assertThat(event.url()).contains("https://bitbucket.test/c/1");
        assertThat(event.occurredAt()).contains(Instant.parse("2026-11-26T10:00:00Z"));
    }

    @Test
    void readsAPushThatDeletesATag() {
        NormalizedEvent event = known(
                "repo.push", "{" + ALWAYS + ",'push':{'changes':[{'new':null,'old':{'type':'tag','name':'v1'}}]}}");

        assertThat(event.ref()).contains("refs/tags/v1");
        assertThat(event.url()).contains("https://bitbucket.test/team/app");
    }

    @Test
    void readsACommitStatus() {
        NormalizedEvent event = known(
                "repo.commit_status_updated",
                "{" + ALWAYS + ",'commit_status':{'state':'FAILED','name':'Build','refname':'main',"
                        + "'url':'https://ci.test/1','updated_on':'2026-11-26T10:00:00+00:00'}}");

        assertThat(event.ref()).contains("refs/heads/main");
        assertThat(event.subject()).contains("FAILED: Build");
        assertThat(event.url()).contains("https://ci.test/1");
    }

    @Test
    void readsACommentOnAPullRequest() {
        NormalizedEvent event = known(
                "pullrequest.comment_created",
                "{" + ALWAYS
                        + ",'pullrequest':{'id':7,'title':'Mend it','links':{'html':{'href':'https://bitbucket.test/pr/7'}}},"
                        + "'comment':{'content':{'raw':'Looks good'}}}");

        assertThat(event.ref()).contains("#7");
        assertThat(event.subject()).contains("Looks good");
        assertThat(event.url()).contains("https://bitbucket.test/pr/7");
    }

    private static NormalizedEvent known(String type, String body) {
        return ((Normalization.Known) new BitbucketNormalizer().normalize(Events.of(Provider.BITBUCKET, type, body)))
                .event();
    }
}
