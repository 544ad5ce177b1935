package io.devmesh.benchmark.streams;

import io.devmesh.benchmark.http.HttpPost;
import io.devmesh.benchmark.toolcall.McpEndpoint;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions to changes of the list of tools, which does not change. */
final class ListenStreams implements StreamSource {
    private final McpEndpoint endpoint;
    private int opened;

    ListenStreams(McpEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public HttpPost next() {
        opened++;
        ObjectNode listen = McpEndpoint.message("subscriptions/listen").put("id", "listen-" + opened);
        listen.putObject("params").putObject("notifications").put("toolsListChanged", true);
        return endpoint.statelessEra(listen);
    }

    @Override
    public void end() {
        // A closed connection is the end of a subscription.
    }
}
