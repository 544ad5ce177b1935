package io.devmesh.system;

import static io.devmesh.system.EdgeClient.issue;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who subscribed to events is told when the Worker has stored a matching one. */
@ExtendWith(SharedStack.class)
class EventSubscriptionsIT {
    private static final String UPDATED = "notifications/resources/updated";

    private final EdgeClient edge;
    private final EdgeClient stranger;

    EventSubscriptionsIT(Stack stack) {
        this.edge = stack.tenant("t-" + UUID.randomUUID());
        this.stranger = stack.tenant("t-" + UUID.randomUUID());
    }

    @Test
    void tellsClientsOfBothErasOfAnEventThatMatchesTheirFilter() {
        String wanted = "devmesh://events?repository=acme/site&type=issues";
        String other = "devmesh://events?type=push";
        SessionClient session = SessionClient.begin(edge);
        assertThat(session.request("resources/subscribe", "{'uri':'" + wanted + "'}")
                        .status())
                .isEqualTo(200);
        try (EventStream ofSession = session.listen();
                EventStream stateless = new StatelessClient(edge)
                        .listen(1, "{'resourceSubscriptions':['" + wanted + "','" + other + "']}");
                EventStream ofStranger =
                        new StatelessClient(stranger).listen(1, "{'resourceSubscriptions':['" + wanted + "']}")) {
            stateless.awaitMessage("notifications/subscriptions/acknowledged");
            ofStranger.awaitMessage("notifications/subscriptions/acknowledged");

            edge.deliver("issues", "subscribed-1", issue(1, "opened"));

            assertThat(ofSession
                            .awaitMessage(UPDATED)
                            .path("params")
                            .path("uri")
                            .stringValue())
                    .isEqualTo(wanted);
            assertThat(stateless
                            .awaitMessage(UPDATED)
                            .path("params")
                            .path("uri")
                            .stringValue())
                    .isEqualTo(wanted);
            stranger.deliver("issues", "subscribed-2", issue(2, "opened"));
            ofStranger.awaitMessage(UPDATED);
            assertThat(ofStranger.messages(UPDATED)).hasSize(1);
            assertThat(stateless.messages(UPDATED)).hasSize(1);
        }
    }
}
