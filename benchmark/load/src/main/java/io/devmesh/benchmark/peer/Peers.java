package io.devmesh.benchmark.peer;

import io.devmesh.benchmark.servers.Cleanup;
import io.devmesh.benchmark.toolcall.McpEndpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The peers, started. */
public final class Peers {
    private final PeerProcess sdk1;
    private final PeerProcess sdk2;
    private final PeerProcess java;

    /**
     * Starts all.
     *
     * @param programs where the build left them
     * @param jvmOptions of the peer in Java
     */
    public Peers(Cleanup cleanup, PeerPrograms programs, String jvmOptions) {
        NodePrograms node = programs.node();
        Path logs = programs.logs();
        sdk1 = start(cleanup, node.command("sdk1.js"), logs.resolve("sdk1.log"));
        sdk2 = start(cleanup, node.command("sdk2.js"), logs.resolve("sdk2.log"));
        java = start(cleanup, programs.java(jvmOptions), logs.resolve("java-peer.log"));
    }

    private static PeerProcess start(Cleanup cleanup, List<String> command, Path log) {
        PeerProcess process = new PeerProcess(command, log);
        cleanup.start(process::start, process::stop);
        return process;
    }

    public void stop() {
        sdk1.stop();
        sdk2.stop();
        java.stop();
    }

    /**
     * One way to speak to a peer.
     *
     * @param name of the peer
     */
    public record Way(String name, McpEndpoint endpoint, PeerProcess process) {}

    /** Version 1 of the TypeScript SDK: JSON, no sessions. */
    public Way sdk1Stateless() {
        return way("TypeScript SDK 1", sdk1, "/stateless");
    }

    /** Version 1 of the TypeScript SDK: sessions and streams. */
    public Way sdk1Sessions() {
        return way("TypeScript SDK 1, sessions", sdk1, "/sessions");
    }

    /** Version 2 of the TypeScript SDK, for both eras. */
    public Way sdk2() {
        return way("TypeScript SDK 2", sdk2, "/mcp");
    }

    /** The Java SDK: JSON, no sessions. */
    public Way javaStateless() {
        return way("Java SDK, stateless", java, "/stateless");
    }

    /** The same with the SDK's default for where tools run. */
    public Way javaDefaults() {
        return way("Java SDK, stateless, defaults", java, "/defaults");
    }

    /** The Java SDK: sessions and streams. */
    public Way javaStreamable() {
        return way("Java SDK, streamable", java, "/streamable");
    }

    private static Way way(String name, PeerProcess process, String path) {
        return new Way(name, new McpEndpoint(process.port(), path, Optional.empty()), process);
    }
}
