package io.devmesh.benchmark.peer;

import java.nio.file.Path;

/**
 * Where the peers' programs are.
 *
 * @param node folder with programs for Node, and what npm must know
 * @param java folder with the jars of the peer in Java
 */
public record PeerPrograms(Path node, Path java) {}
