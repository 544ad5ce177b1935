package io.devmesh.system.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A way to a server that can break: it passes on what it gets, bytes as they are, so TLS goes through it unseen.
 *
 * <p>Every method has done its work when it returns, also on connections that a client opened an instant before.
 */
public final class TcpProxy implements AutoCloseable {
    private final String host;
    private final int port;
    private final Gate gate = new Gate();
    private final Set<ProxiedConnection> open = new HashSet<>();
    private Optional<Listener> listener = Optional.empty();
    private Supplier<InetSocketAddress> target;
    private int accepted;
    private int openedAtMost;

    /** A port that is open, and the thread that waits for callers. */
    private record Listener(ServerSocketChannel socket, Selector selector) {}

    private TcpProxy(String host, int port, Supplier<InetSocketAddress> target) {
        this.host = host;
        this.port = port;
        this.target = target;
    }

    /** Listens on a free port of 127.0.0.1. */
    public static TcpProxy to(String targetHost, int targetPort) {
        return listening("127.0.0.1", UnusedPort.find(), targetHost, targetPort);
    }

    /** Listens where it is told. */
    public static TcpProxy listening(String host, int port, String targetHost, int targetPort) {
        InetSocketAddress target = new InetSocketAddress(targetHost, targetPort);
        return listening(host, port, () -> target);
    }

    /** Asks for each new connection where it goes, as a Service of Kubernetes does; it stays there. */
    public static TcpProxy to(Supplier<InetSocketAddress> targets) {
        return listening("127.0.0.1", UnusedPort.find(), targets);
    }

    private static TcpProxy listening(String host, int port, Supplier<InetSocketAddress> target) {
        TcpProxy proxy = new TcpProxy(host, port, target);
        proxy.accept();
        return proxy;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** {@code host:port}, as in REDIS_ADDR. */
    public String address() {
        return host + ":" + port;
    }

    /** Where new connections go from now on; those that are open stay where they are. */
    public synchronized void retarget(String targetHost, int targetPort) {
        acceptWaiting();
        InetSocketAddress other = new InetSocketAddress(targetHost, targetPort);
        target = () -> other;
    }

    /** Resets all connections; both ends get "Connection reset". New ones work. */
    public synchronized void cut() {
        acceptWaiting();
        Set.copyOf(open).forEach(ProxiedConnection::reset);
    }

    /** Stops listening: new connections are refused, open ones stay. */
    public synchronized void refuse() {
        acceptWaiting();
        listener.ifPresent(TcpProxy::close);
        listener = Optional.empty();
    }

    /** Listens again; does nothing where it listens. */
    public synchronized void accept() {
        if (listener.isPresent()) {
            return;
        }
        try {
            ServerSocketChannel socket = ServerSocketChannel.open();
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            socket.bind(new InetSocketAddress(host, port));
            socket.configureBlocking(false);
            Selector selector = Selector.open();
            socket.register(selector, SelectionKey.OP_ACCEPT);
            Listener started = new Listener(socket, selector);
            listener = Optional.of(started);
            Thread.ofPlatform().daemon().name("proxy " + address()).start(() -> listen(started));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Passes nothing on any more, in either direction, and tells nobody: open connections stall, new ones are accepted
     * and get no answer. What is sent meanwhile arrives after {@link #resume}, as after an outage of the network;
     * {@link #cut} before it to lose that.
     */
    public void blackhole() {
        gate.shut();
    }

    /** Ends a {@link #blackhole}. */
    public void resume() {
        gate.open();
    }

    /** How many connections it has accepted since it was made. */
    public synchronized int accepted() {
        acceptWaiting();
        return accepted;
    }

    /** How many connections have not ended on both sides. */
    public synchronized int open() {
        acceptWaiting();
        return open.size();
    }

    /** The most that were open at a time. */
    public synchronized int openedAtMost() {
        acceptWaiting();
        return openedAtMost;
    }

    /** Stops listening and resets all connections. */
    @Override
    public void close() {
        refuse();
        cut();
    }

    private void listen(Listener own) {
        try {
            while (own.socket().isOpen()) {
                own.selector().select();
                acceptWaiting();
            }
        } catch (ClosedSelectorException refused) {
            // As it should be.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The kernel accepts before we do, so whoever counts or cuts must see those too. */
    private synchronized void acceptWaiting() {
        if (listener.isEmpty()) {
            return;
        }
        try {
            ServerSocketChannel socket = listener.get().socket();
            for (SocketChannel client = socket.accept(); client != null; client = socket.accept()) {
                accepted++;
                ProxiedConnection connection = new ProxiedConnection(client, target.get(), gate, this::forget);
                open.add(connection);
                openedAtMost = Math.max(openedAtMost, open.size());
                connection.start();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private synchronized void forget(ProxiedConnection ended) {
        open.remove(ended);
    }

    /** The kernel goes on accepting until the selector has let go of the socket. */
    private static void close(Listener listener) {
        try {
            listener.socket().close();
            listener.selector().close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
