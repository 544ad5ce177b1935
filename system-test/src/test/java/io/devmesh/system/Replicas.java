package io.devmesh.system;

import io.devmesh.local.LibertyServer;
import io.devmesh.system.servers.HeaderProxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The Edge MCPs of a stack behind a load balancer that has no affinity and adds the API key of the tenant {@code acme}, for clients that
 * can't send one.
 */
public final class Replicas implements AutoCloseable {
    private final List<LibertyServer> servers;
    private final List<Integer> ports;
    private final HeaderProxy proxy;

    private Replicas(List<LibertyServer> servers, List<Integer> ports, String apiKey) {
        this.servers = servers;
        this.ports = ports;
        this.proxy = new HeaderProxy("X-API-Key", apiKey, ports);
    }

    /** The first one and {@code more}, which are started here. */
    public static Replicas of(Stack stack, String... more) {
        List<LibertyServer> servers = new ArrayList<>(List.of(stack.edgeServer()));
        List<Integer> ports = new ArrayList<>(List.of(stack.edge().port()));
        for (String pod : more) {
            ports.add(stack.startEdge(pod));
            servers.add(stack.server(pod));
        }
        return new Replicas(
                List.copyOf(servers), List.copyOf(ports), stack.edge().apiKey());
    }

    /** Of the endpoint, through the load balancer. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + proxy.port() + "/mcp");
    }

    public LibertyServer server(int index) {
        return servers.get(index);
    }

    /** How many requests each got. */
    public List<Integer> requests() {
        return ports.stream().map(proxy::requestsTo).toList();
    }

    /** Ends all but the first. */
    @Override
    public void close() {
        proxy.close();
        servers.stream().skip(1).forEach(LibertyServer::stop);
    }
}
