package io.devmesh.benchmark.streams;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.http.SingleCall;
import io.devmesh.benchmark.toolcall.McpEndpoint;
import java.util.ArrayList;
import java.util.List;

/** A session for each stream, because a session has one only. */
final class SessionStreams implements StreamSource {
    private static final byte[] NOTHING = {};

    private final McpEndpoint endpoint;
    private final List<HttpPost> open = new ArrayList<>();

    SessionStreams(McpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public HttpPost next() {
        HttpPost any = endpoint.sessionEra(McpEndpoint.message("ping"));
        HttpPost get = McpEndpoint.inSession(any.to("GET", endpoint.path(), NOTHING), endpoint.beginSession())
                .with("Accept", "text/event-stream");
        open.add(get);
        return get;
    }

    @Override
    public void end() {
        open.forEach(get -> SingleCall.send(get.to("DELETE", endpoint.path(), NOTHING)));
        open.clear();
    }
}
