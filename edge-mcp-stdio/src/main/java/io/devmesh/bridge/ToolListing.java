package io.devmesh.bridge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for the tools on the bridge's own account, as a client should whose headers did not agree with a tool's schema. */
final class ToolListing {
    private static final int MOST_PAGES = 100;
    private static final String ID = "edge-mcp-stdio";

    private final Connection connection;
    private final Watch.Wait wait;

    ToolListing(Connection connection, Watch.Wait wait) {
        this.connection = connection;
        this.wait = wait;
    }

    /** The connection's {@link ToolHeaders} learn from it; where that fails, they have not. */
    void learnFor(ClientMessage call) throws IOException, InterruptedException {
        JsonNode meta = call.params().path("_meta");
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            cursor = nextCursor(answerTo(request(meta, cursor)));
            pages++;
        } while (cursor.isPresent() && pages < MOST_PAGES);
    }

    private static ClientMessage request(JsonNode meta, Optional<String> cursor) {
        ObjectNode request = Json.mapper().createObjectNode();
        request.put("jsonrpc", "2.0").put("id", ID).put("method", ClientMessage.TOOLS_LIST);
        ObjectNode params = request.putObject("params");
        cursor.ifPresent(given -> params.put("cursor", given));
        ObjectNode own = params.putObject("_meta");
        // Not the call's progress token or trace.
        meta.properties().stream()
                .filter(entry -> entry.getKey().startsWith("io.modelcontextprotocol/"))
                .forEach(entry -> own.set(entry.getKey(), entry.getValue()));
        return ClientMessage.of(request);
    }

    private JsonNode answerTo(ClientMessage request) throws IOException, InterruptedException {
        List<String> received = new ArrayList<>();
        new Post(request, connection, new Delivery(request, connection, received::add), wait).send();
        return Json.mapper().readTree(received.getLast());
    }

    private static Optional<String> nextCursor(JsonNode answer) {
        return answer.path("result").path("nextCursor").stringValueOpt();
    }
}
