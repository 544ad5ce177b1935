package io.devmesh.system.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The names that a JVM knows, instead of DNS, where it is started with {@link #jvmOption}. Names can move while it
 * runs: the JVM reads the file at each look-up that its own cache does not answer, so a move is seen after
 * {@code networkaddress.cache.ttl}, 30 s unless set, and a name that was missing after
 * {@code networkaddress.cache.negative.ttl}, 10 s.
 *
 * <p>It knows {@code localhost} and the machine's own name from the start, because such a JVM asks nobody else.
 */
public final class HostsFile {
    private static final String LOOPBACK = "127.0.0.1";

    private final Path path;
    private final Map<String, String> addresses = new TreeMap<>();

    private HostsFile(Path path) {
        this.path = path;
    }

    /** Writes {@code folder/hosts}. */
    public static HostsFile in(Path folder) {
        HostsFile file = new HostsFile(folder.toAbsolutePath().resolve("hosts"));
        file.addresses.put("localhost", LOOPBACK);
        try {
            file.addresses.put(InetAddress.getLocalHost().getHostName(), LOOPBACK);
        } catch (UnknownHostException nameless) {
            // Then the JVM that reads the file does not find it either way.
        }
        file.write();
        return file;
    }

    /** From now on {@code name} has {@code address}, such as 127.0.0.2, and no other. */
    public synchronized HostsFile point(String name, String address) {
        addresses.put(name, address);
        write();
        return this;
    }

    /** From now on {@code name} is unknown. */
    public synchronized HostsFile remove(String name) {
        addresses.remove(name);
        write();
        return this;
    }

    public Path path() {
        return path;
    }

    /** What to start a JVM with; Liberty takes it from the variable JVM_ARGS. */
    public String jvmOption() {
        return "-Djdk.net.hosts.file=" + path;
    }

    /** A look-up sees the old file or the new one, never a half. */
    private void write() {
        String lines = addresses.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey() + "\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(path.getParent());
            Path draft = path.resolveSibling("hosts.new");
            Files.writeString(draft, lines);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
