package io.devmesh.system.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A load balancer without affinity: each request goes to the next server that accepts a connection, with one more header. It passes
 * on bytes as they come, so events of a stream are not held back; all other headers stay as they are, {@code Host} too. Where
 * one side is gone, the other is closed.
 *
 * <p>A connection carries one request, which {@code Connection: close} tells both sides; an upgraded one stays.
 */
public final class HeaderProxy implements AutoCloseable {
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(ISO_8859_1);
    private static final byte[] NO_SERVER =
            "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1);

    private final String name;
    private final String value;
    private final List<Integer> ports;
    private final ServerSocket listener;
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<Integer, Integer> requests = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param name of the header that a request gets which has none of that name
     * @param ports of the servers, on the same address
     */
    public HeaderProxy(String name, String value, List<Integer> ports) {
        this.name = name;
        this.value = value;
        this.ports = List.copyOf(ports);
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::acceptAll);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many requests the server on that port got. */
    public int requestsTo(int port) {
        return requests.getOrDefault(port, 0);
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream())) {
            client.setTcpNoDelay(true);
            Optional<String> head = readHead(in);
            if (head.isPresent()) {
                forward(head.get(), in, client);
            }
        } catch (IOException left) {
            // Whoever asked is gone.
        } finally {
            open.remove(client);
        }
    }

    private void forward(String head, InputStream in, Socket client) throws IOException {
        Optional<Socket> connected = connect();
        if (connected.isEmpty()) {
            client.getOutputStream().write(NO_SERVER);
            return;
        }
        Socket server = connected.get();
        open.add(server);
        try (server) {
            server.getOutputStream().write(rewrite(head).getBytes(ISO_8859_1));
            Thread.ofVirtual().start(() -> answer(server, client));
            send(in, server.getOutputStream());
        } finally {
            open.remove(server);
        }
    }

    /** Reads on where the server takes no more: cut off, the client might not read why. */
    private static void send(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        boolean taken = true;
        for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            if (taken) {
                taken = write(to, buffer, count);
            }
        }
    }

    private static boolean write(OutputStream to, byte[] buffer, int count) {
        try {
            to.write(buffer, 0, count);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private Optional<Socket> connect() throws IOException {
        int first = Math.floorMod(turn.getAndIncrement(), ports.size());
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get((first + i) % ports.size());
            try {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                server.setTcpNoDelay(true);
                requests.merge(port, 1, Integer::sum);
                return Optional.of(server);
            } catch (ConnectException away) {
                // Its turn goes to the next.
            }
        }
        return Optional.empty();
    }

    /** The client closes after an answer's end; where the server breaks off, it must not take that for an end. */
    private static void answer(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException broken) {
            closeBoth(server, client);
        }
    }

    private static void closeBoth(Socket server, Socket client) {
        try {
            client.setSoLinger(true, 0);
            client.close();
            server.close();
        } catch (IOException alreadyClosed) {
            // As wanted.
        }
    }

    /** Without its last empty line; empty where the client sends none. */
    private static Optional<String> readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n' && endsHead(head.toByteArray())) {
                String text = head.toString(ISO_8859_1);
                return Optional.of(text.substring(0, text.length() - END_OF_HEAD.length));
            }
            if (head.size() > MAX_HEAD_BYTES) {
                throw new IOException("A head of more than " + MAX_HEAD_BYTES + " bytes");
            }
        }
        return Optional.empty();
    }

    private static boolean endsHead(byte[] head) {
        return head.length >= END_OF_HEAD.length
                && Arrays.equals(
                        head, head.length - END_OF_HEAD.length, head.length, END_OF_HEAD, 0, END_OF_HEAD.length);
    }

    private String rewrite(String head) {
        List<String> lines = List.of(head.split("\r\n"));
        boolean upgrade = lines.stream().anyMatch(line -> isHeader(line, "Upgrade"));
        Stream<String> kept = lines.stream().filter(line -> upgrade || !isHeader(line, "Connection"));
        Stream<String> added = Stream.concat(
                upgrade ? Stream.empty() : Stream.of("Connection: close"),
                lines.stream().anyMatch(line -> isHeader(line, name))
                        ? Stream.empty()
                        : Stream.of(name + ": " + value));
        return Stream.concat(kept, added).collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
    }

    private static boolean isHeader(String line, String name) {
        return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }
}
