package io.devmesh.system.servers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one node of a cluster says about all of them. */
record ClusterView(List<Node> nodes) {
    /**
     * @param address {@code host:port}
     * @param flags such as {@code myself}, {@code master}, {@code fail}
     * @param link {@code connected} where the node that says this reaches it
     * @param slots {@code 5} or {@code 0-5460}
     */
    private record Node(String address, Set<String> flags, String link, List<String> slots) {
        private static final int FIXED_FIELDS = 8;

        static Node parse(String line) {
            List<String> fields = List.of(line.split(" ", -1));
            return new Node(
                    fields.get(1).split("[@,]", 2)[0],
                    Set.copyOf(Arrays.asList(fields.get(2).split(",", -1))),
                    fields.get(7),
                    fields.subList(FIXED_FIELDS, fields.size()));
        }

        boolean has(int slot) {
            return slots.stream().filter(range -> !range.startsWith("[")).anyMatch(range -> {
                String[] ends = range.split("-", 2);
                return Integer.parseInt(ends[0]) <= slot && slot <= Integer.parseInt(ends[ends.length - 1]);
            });
        }

        boolean isLinked() {
            return link.equals("connected") && !flags.contains("handshake");
        }
    }

    /** Of the answer to CLUSTER NODES. */
    static ClusterView parse(String lines) {
        return new ClusterView(lines.lines().map(Node::parse).toList());
    }

    /** The address of the primary that has {@code slot} and is not known to have failed. */
    Optional<String> owner(int slot) {
        return nodes.stream()
                .filter(node -> node.flags().contains("master") && !node.flags().contains("fail"))
                .filter(node -> node.has(slot))
                .map(Node::address)
                .findFirst();
    }

    long knownAndLinked() {
        return nodes.stream().filter(Node::isLinked).count();
    }
}
