package io.devmesh.benchmark.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peers' programs, where the build left them. What npm must install is installed once, when it is asked for. */
public final class PeerPrograms {
    private final Path sources;
    private final Path java;
    private final Path jobs;
    private final Path folder;
    private Optional<NodePrograms> node = Optional.empty();

    /**
     * Installs nothing yet.
     *
     * @param sources folder with programs for Node, and what npm must know
     * @param java folder with the jars of the peer in Java
     * @param jobs folder with the jars of the job queue in Java
     * @param folder for what npm installs, and logs
     */
    public PeerPrograms(Path sources, Path java, Path jobs, Path folder) {
        this.sources = sources;
        this.java = java;
        this.jobs = jobs;
        this.folder = folder;
    }

    public NodePrograms node() {
        if (node.isEmpty()) {
            node = Optional.of(NodePrograms.install(sources, folder.resolve("node-peers"), logs().resolve("npm.log")));
        }
        return node.orElseThrow();
    }

    /** Of the libraries from npm, where it was asked for them. */
    public Map<String, String> versions() {
        return node.map(NodePrograms::versions).orElse(Map.of());
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** How to start the peer in Java; the caller adds the port. */
    List<String> java(String options) {
        return command(java, options, "io.devmesh.benchmark.javapeer.Main");
    }

    /** How to start the job queue in Java; the caller adds the port. */
    public List<String> jobs(String options) {
        return command(jobs, options, "io.devmesh.benchmark.jobpeer.Main");
    }

    private static List<String> command(Path jars, String options, String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-classpath", jars.resolve("*").toString(), main));
        return command;
    }
}
