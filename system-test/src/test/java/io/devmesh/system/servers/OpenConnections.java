package io.devmesh.system.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The TCP connections of a process, as Linux tells them.
 *
 * @param pid of a process of this user
 */
public record OpenConnections(long pid) {
    private static final String ESTABLISHED = "01";
    private static final String LISTENING = "0A";

    /** A line of /proc/PID/net/tcp. */
    private record Line(int localPort, int remotePort, String state, String inode) {
        static Line of(String text) {
            String[] words = text.strip().split("\\s+", -1);
            return new Line(port(words[1]), port(words[2]), words[3], words[9]);
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
        }
    }

    /** Ports of those that it has connected to; who has connected to it does not count. */
    public Set<Integer> remotePorts() throws IOException {
        Set<String> own = inodes();
        List<Line> lines = Stream.concat(lines("tcp"), lines("tcp6"))
                .filter(line -> own.contains(line.inode()))
                .toList();
        Set<Integer> served = lines.stream()
                .filter(line -> line.state().equals(LISTENING))
                .map(Line::localPort)
                .collect(Collectors.toSet());
        return lines.stream()
                .filter(line -> line.state().equals(ESTABLISHED) && !served.contains(line.localPort()))
                .map(Line::remotePort)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> inodes() throws IOException {
        try (Stream<Path> descriptors = Files.list(folder().resolve("fd"))) {
            return descriptors
                    .map(OpenConnections::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    /** Empty where it has just been closed. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private Stream<Line> lines(String protocol) throws IOException {
        return Files.readAllLines(folder().resolve("net").resolve(protocol)).stream()
                .skip(1)
                .map(Line::of);
    }

    private Path folder() {
        return Path.of("/proc", Long.toString(pid));
    }
}
