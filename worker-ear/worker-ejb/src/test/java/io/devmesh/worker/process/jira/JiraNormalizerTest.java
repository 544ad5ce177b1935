package io.devmesh.worker.process.jira;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Events;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JiraNormalizerTest {
    private static final String ISSUE =
            "'issue':{'key':'OPS-1','self':'https://acme.atlassian.net/rest/api/2/issue/10002',"
                    + "'fields':{'summary':'It is down','project':{'key':'OPS'}}}";

    @Test
    void readsAnIssue() {
        NormalizedEvent event = known(
                "issue_updated",
                "{'timestamp':1732615200000,'webhookEvent':'jira:issue_updated','issue_event_type_name':'issue_assigned',"
                        + "'user':{'displayName':'Ann'}," + ISSUE + "}");

        assertThat(event.repository()).contains("OPS");
        assertThat(event.actor()).contains("Ann");
        assertThat(event.ref()).contains("OPS-1");
        assertThat(event.subject()).contains("It is down");
        assertThat(event.action()).contains("issue_assigned");
        assertThat(event.url()).contains("https://acme.atlassian.net/browse/OPS-1");
        assertThat(event.occurredAt()).contains(Instant.parse("2024-11-26T10:00:00Z"));
    }

    @Test
    void readsAComment() {
        NormalizedEvent event = known(
                "comment_created", "{'comment':{'body':'On it\\nmore','author':{'displayName':'Ann'}}," + ISSUE + "}");

        assertThat(event.actor()).contains("Ann");
        assertThat(event.ref()).contains("OPS-1");
        assertThat(event.subject()).contains("On it");
    }

    @Test
    void makesNoPageOfAnAddressThatIsNone() {
        NormalizedEvent event = known("issue_created", "{'issue':{'key':'OPS-1','self':'javascript:x/rest/1'}}");

        assertThat(event.url()).isEmpty();
    }

    private static NormalizedEvent known(String type, String body) {
        return ((Normalization.Known) new JiraNormalizer().normalize(Events.of(Provider.JIRA, type, body))).event();
    }
}
