package io.devmesh.edge.mcp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.Heard;
import io.devmesh.edge.mcp.Messages;
import io.devmesh.edge.mcp.RunningCalls;
import io.devmesh.edge.mcp.Wire;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireSessionTest {
    private static final RequestId REQUEST = new RequestId.Text("r");

    private final WireSession session = new WireSession(new QuietWire(new Heard()), new RunningCalls());
    private final Heard request = new Heard();

    @Test
    void freesTheRequestOfACancelledQuestion() {
        park();

        session.cancel(REQUEST);

        assertThat(request.isOver()).isTrue();
        assertThat(request.answer()).isEmpty();
    }

    @Test
    void takesNoAnswerToACancelledQuestion() {
        String id = park();

        session.cancel(REQUEST);

        assertThat(session.take(id)).isEmpty();
    }

    @Test
    void leavesTheQuestionsOfOtherRequests() {
        String id = park();

        session.cancel(new RequestId.Text("other"));

        assertThat(session.take(id)).isPresent();
        assertThat(request.isOver()).isFalse();
    }

    private String park() {
        CallStream stream = session.open(REQUEST, request);
        session.keep(stream);
        return session.park(new ParkedCall(
                REQUEST, "tools/call", Messages.json("{}"), stream.id(), List.of("name"), Map.of(), Optional.empty()));
    }

    private record QuietWire(Conversation conversation) implements Wire {
        @Override
        public Runnable onClose(Runnable action) {
            return () -> {};
        }
    }
}
