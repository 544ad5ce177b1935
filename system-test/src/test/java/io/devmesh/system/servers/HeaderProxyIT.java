package io.devmesh.system.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeaderProxyIT {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final String REQUEST = "GET /mcp HTTP/1.1\r\nHost: evil.example:80\r\nConnection: keep-alive\r\n";
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private Upstream first;
    private Upstream second;
    private HeaderProxy proxy;

    @BeforeEach
    void open() throws IOException {
        first = new Upstream();
        second = new Upstream();
        proxy = new HeaderProxy("X-API-Key", "secret", List.of(first.port(), second.port()));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        first.close();
        second.close();
    }

    @Test
    void addsItsHeaderAndKeepsTheOthers() throws Exception {
        try (Peer client = request("Origin: http://evil.example\r\n\r\n");
                Peer server = first.next()) {
            assertThat(server.head())
                    .containsExactly(
                            "GET /mcp HTTP/1.1",
                            "Host: evil.example:80",
                            "Origin: http://evil.example",
                            "Connection: close",
                            "X-API-Key: secret");
            server.send(ANSWER).close();
            assertThat(client.all()).isEqualTo(ANSWER);
        }
    }

    @Test
    void leavesTheHeaderThatTheClientSent() throws Exception {
        try (Peer client = request("x-api-key: own\r\n\r\n");
                Peer server = first.next()) {
            assertThat(server.head()).contains("x-api-key: own").doesNotContain("X-API-Key: secret");
            server.send(ANSWER).close();
            assertThat(client.all()).isEqualTo(ANSWER);
        }
    }

    @Test
    void givesEachServerTheNextRequest() throws Exception {
        for (Upstream expected : List.of(first, second, first, second)) {
            try (Peer client = request("\r\n");
                    Peer server = expected.next()) {
                server.send(ANSWER).close();
                assertThat(client.all()).endsWith("ok");
            }
        }

        assertThat(proxy.requestsTo(first.port())).isEqualTo(2);
        assertThat(proxy.requestsTo(second.port())).isEqualTo(2);
    }

    @Test
    void givesTheTurnOfAServerThatIsGoneToTheNext() throws Exception {
        first.close();

        for (int i = 0; i < 2; i++) {
            try (Peer client = request("\r\n");
                    Peer server = second.next()) {
                server.send(ANSWER).close();
                assertThat(client.all()).endsWith("ok");
            }
        }
    }

    @Test
    void saysThatNoServerIsThere() throws Exception {
        first.close();
        second.close();

        try (Peer client = request("\r\n")) {
            assertThat(client.head().getFirst()).isEqualTo("HTTP/1.1 502 Bad Gateway");
        }
    }

    @Test
    void passesOnAnEventWhileTheStreamGoesOn() throws Exception {
        try (Peer client = request("\r\n");
                Peer server = first.next()) {
            server.send("HTTP/1.1 200 OK\r\n\r\n: 1\n");
            client.head();
            assertThat(client.line()).isEqualTo(": 1");
            server.send(": 2\n");
            assertThat(client.line()).isEqualTo(": 2");
        }
    }

    @Test
    void closesTheServersSideWhenTheClientIsGone() throws Exception {
        try (Peer client = request("\r\n");
                Peer server = first.next()) {
            server.head();
            client.close();
            assertThat(server.line()).isNull();
        }
    }

    @Test
    void resetsTheClientWhereTheServerBreaksOff() throws Exception {
        try (Peer client = request("\r\n");
                Peer server = first.next()) {
            server.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");
            client.head();
            server.reset();
            assertThatThrownBy(client::line).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void carriesAnUpgradedConnectionBothWays() throws Exception {
        try (Peer client =
                        raw("GET /ws HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nfrom the client\n");
                Peer server = first.next()) {
            assertThat(server.head()).contains("Connection: Upgrade").doesNotContain("Connection: close");
            assertThat(server.line()).isEqualTo("from the client");
            server.send("from the server\n");
            assertThat(client.line()).isEqualTo("from the server");
        }
    }

    private Peer request(String rest) throws IOException {
        return raw(REQUEST + rest);
    }

    private Peer raw(String text) throws IOException {
        return new Peer(new Socket(InetAddress.getLoopbackAddress(), proxy.port())).send(text);
    }

    /** A server that leaves its connections to the test. */
    private static final class Upstream implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
        private final Thread acceptor;

        Upstream() throws IOException {
            this.acceptor = Thread.ofVirtual().start(this::acceptAll);
        }

        int port() {
            return listener.getLocalPort();
        }

        Peer next() throws IOException, InterruptedException {
            return new Peer(accepted.poll(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS));
        }

        private void acceptAll() {
            try {
                while (true) {
                    accepted.add(listener.accept());
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        /** The port takes connections until nobody waits for one any more. */
        @Override
        public void close() throws IOException {
            listener.close();
            try {
                acceptor.join();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** One end of a connection. */
    private static final class Peer implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(TIMEOUT_MILLIS);
            this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        }

        Peer send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(US_ASCII));
            return this;
        }

        String line() throws IOException {
            return in.readLine();
        }

        List<String> head() throws IOException {
            List<String> lines = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                lines.add(line);
            }
            return lines;
        }

        String all() throws IOException {
            StringBuilder text = new StringBuilder();
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
            return text.toString();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
