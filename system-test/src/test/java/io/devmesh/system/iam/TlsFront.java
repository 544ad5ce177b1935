package io.devmesh.system.iam;

import io.devmesh.system.servers.CertifiedKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Speaks TLS on 127.0.0.1, looks at how each connection logs in, and then passes its bytes on to a plain server. */
public abstract class TlsFront implements AutoCloseable {
    private static final char[] PASSWORD = "in-memory".toCharArray();

    private final ServerSocket listener;
    private final SSLSocketFactory tls;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
    private volatile Optional<Duration> lifetime = Optional.empty();

    TlsFront(CertifiedKey certificate, InetSocketAddress target) {
        this.target = target;
        try {
            this.tls = context(certificate).getSocketFactory();
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Does the log-in, and returns the bytes that the server must get first; empty where the client was refused. */
    abstract Optional<byte[]> login(SSLSocket client) throws IOException;

    /** Before TLS; by default nothing. */
    void greet(Socket client) throws IOException {}

    void start() {
        Thread.ofVirtual().start(this::acceptAll);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Why log-ins were refused; holds no token. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    final void refuse(String reason) {
        refusals.add(reason);
    }

    /** From now on each new connection is cut after that time, as ElastiCache does after 12 h. */
    public void cutAfter(Duration time) {
        lifetime = Optional.of(time);
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

    private void serve(Socket plain) {
        open.add(plain);
        try (plain;
                Socket server = new Socket()) {
            greet(plain);
            SSLSocket client = (SSLSocket) tls.createSocket(plain, null, plain.getPort(), true);
            client.setUseClientMode(false);
            client.startHandshake();
            Optional<byte[]> first = login(client);
            if (first.isEmpty()) {
                client.close();
                return;
            }
            server.connect(target);
            open.add(server);
            lifetime.ifPresent(time -> cutLater(plain, time));
            server.getOutputStream().write(first.get());
            Thread back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException ended) {
            // Either side may leave at any time.
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(plain);
        }
    }

    private static void cutLater(Socket client, Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    try {
                        client.setSoLinger(true, 0);
                        client.close();
                    } catch (IOException alreadyGone) {
                        // As wanted.
                    }
                });
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException broken) {
            // Both ends are closed below.
        }
        try {
            from.close();
            to.close();
        } catch (IOException alreadyClosed) {
            // As wanted.
        }
    }

    static byte[] read(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

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

    private static SSLContext context(CertifiedKey certified) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", certified.key(), PASSWORD, new Certificate[] {certified.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
