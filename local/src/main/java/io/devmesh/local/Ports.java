package io.devmesh.local;

import io.devmesh.shared.config.Settings;

/** Where the two services listen. */
record Ports(int edge, int worker) {
    private static final int MAX = 65_535;

    static Ports from(Settings settings) {
        Ports ports = new Ports(
                settings.integer("EDGE_MCP_PORT", 8082, 1, MAX), settings.integer("WORKER_PORT", 8088, 1, MAX));
        if (ports.edge == ports.worker) {
            throw new StartupException(
                    "EDGE_MCP_PORT and WORKER_PORT are both " + ports.edge + ": set one to another port.");
        }
        return ports;
    }

    void requireFree() {
        requireFree("EDGE_MCP_PORT", edge);
        requireFree("WORKER_PORT", worker);
    }

    private static void requireFree(String variable, int port) {
        if (!FreePort.isFree(port)) {
            throw new StartupException("Port " + port + " is taken: stop the program that listens there, or set "
                    + variable + " to a free port.");
        }
    }
}
