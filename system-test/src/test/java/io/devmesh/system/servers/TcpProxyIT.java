package io.devmesh.system.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;

class TcpProxyIT {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int SHORT_TIMEOUT_MILLIS = 300;

    @TempDir
    private static Path folder;

    private static RedisServer first;
    private static RedisServer second;

    private TcpProxy proxy;

    @BeforeAll
    static void startServers() {
        first = RedisServer.in(folder.resolve("first")).start();
        second = RedisServer.in(folder.resolve("second")).start();
        first.admin().set("who", "first");
        second.admin().set("who", "second");
    }

    @AfterAll
    static void closeServers() {
        first.close();
        second.close();
    }

    @BeforeEach
    void open() {
        proxy = TcpProxy.to(first.host(), first.port());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void countsConnections() throws IOException {
        try (Socket one = connect();
                Socket two = connect()) {
            assertThat(proxy.open()).isEqualTo(2);
            assertThat(ask(one, "PING")).isEqualTo("+PONG\r\n");
            assertThat(ask(two, "PING")).isEqualTo("+PONG\r\n");
        }
        await().until(() -> proxy.open() == 0);

        assertThat(proxy.accepted()).isEqualTo(2);
        assertThat(proxy.openedAtMost()).isEqualTo(2);
    }

    @Test
    void aCutResetsWhatIsOpenAndLetsNewOnesIn() throws IOException {
        try (Socket used = connect();
                Socket neverUsed = connect()) {
            ask(used, "PING");

            proxy.cut();

            assertThatThrownBy(() -> ask(used, "PING")).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> neverUsed.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessage("Connection reset");
            assertThat(proxy.open()).isZero();
        }
        try (Socket another = connect()) {
            assertThat(ask(another, "PING")).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void aCutIsSeenByTheServer() throws IOException {
        try (Socket socket = connect()) {
            ask(socket, "CLIENT SETNAME cut-me");
            assertThat(clients()).contains("name=cut-me");

            proxy.cut();

            await().until(() -> !clients().contains("name=cut-me"));
        }
    }

    @Test
    void refusesNewOnesAndKeepsOpenOnes() throws IOException {
        try (Socket socket = connect()) {
            proxy.refuse();

            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(ask(socket, "PING")).isEqualTo("+PONG\r\n");
        }
        proxy.accept();
        try (Socket socket = connect()) {
            assertThat(ask(socket, "PING")).isEqualTo("+PONG\r\n");
        }
    }

    @Test
    void aBlackHoleTimesOutAndThenAnswersLate() throws IOException {
        try (Socket before = connect()) {
            ask(before, "PING");

            proxy.blackhole();

            try (Socket during = connect()) {
                before.setSoTimeout(SHORT_TIMEOUT_MILLIS);
                during.setSoTimeout(SHORT_TIMEOUT_MILLIS);
                assertThatThrownBy(() -> ask(before, "PING")).isInstanceOf(SocketTimeoutException.class);
                assertThatThrownBy(() -> ask(during, "PING")).isInstanceOf(SocketTimeoutException.class);

                proxy.resume();
                before.setSoTimeout(TIMEOUT_MILLIS);
                during.setSoTimeout(TIMEOUT_MILLIS);

                assertThat(answer(before)).isEqualTo("+PONG\r\n");
                assertThat(answer(during)).isEqualTo("+PONG\r\n");
            }
        }
    }

    @Test
    void whatFellIntoABlackHoleIsLostByACut() throws IOException {
        proxy.blackhole();
        try (Socket socket = connect()) {
            socket.getOutputStream().write("SET lost 1\r\n".getBytes(StandardCharsets.US_ASCII));

            proxy.cut();
            proxy.resume();

            assertThatThrownBy(() -> answer(socket)).isInstanceOf(SocketException.class);
        }
        assertThat(first.admin().exists("lost")).isFalse();
    }

    @Test
    void newConnectionsGoToTheNewTarget() throws IOException {
        try (Socket old = connect()) {
            proxy.retarget(second.host(), second.port());

            try (Socket another = connect()) {
                assertThat(ask(another, "GET who")).contains("second");
                assertThat(ask(old, "GET who")).contains("first");
            }
        }
    }

    @Test
    void anEndOfTheServerIsPassedOn() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, "QUIT")).isEqualTo("+OK\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> proxy.open() == 0);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(proxy.host(), proxy.port());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    private static String ask(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return answer(socket);
    }

    private static String answer(Socket socket) throws IOException {
        byte[] buffer = new byte[256];
        int length = socket.getInputStream().read(buffer);
        return new String(buffer, 0, Math.max(length, 0), StandardCharsets.US_ASCII);
    }

    private static String clients() {
        return new String((byte[]) first.command(Protocol.Command.CLIENT, "LIST"), StandardCharsets.UTF_8);
    }
}
