package io.devmesh.system.servers;

import io.devmesh.local.FreePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Free ports for servers that start later: none is given out twice in this JVM. */
final class UnusedPort {
    /** The port on which the nodes of a Redis cluster talk to each other is this much higher than a node's own. */
    private static final int BUS_OFFSET = 10_000;

    /** From here on the system may lend a port to an outgoing connection. */
    private static final int FIRST_EPHEMERAL = 32_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private UnusedPort() {}

    static int find() {
        return IntStream.generate(FreePort::find).filter(GIVEN::add).findFirst().orElseThrow();
    }

    /** For a node of a Redis cluster: both of its ports are free. */
    static int findForNode() {
        return IntStream.generate(UnusedPort::find)
                .filter(port -> port + BUS_OFFSET < FIRST_EPHEMERAL
                        && isFree(port + BUS_OFFSET)
                        && GIVEN.add(port + BUS_OFFSET))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
