package io.devmesh.edge.mcp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SocketSenderTest {
    private final Queue<Runnable> writers = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final SocketSender sender = new SocketSender(session(), writers::add, () -> sent.add("broken"));
    private Runnable whileWriting = () -> {};

    @Test
    void sendsAPingAfterTheMessageThatIsBeingSentAndNotBesideIt() {
        whileWriting = () -> {
            sender.ping();
            assertThat(writers).isEmpty();
        };
        sender.send("a".getBytes(UTF_8));

        write();

        assertThat(sent).containsExactly("begins sendText", "ends sendText", "begins sendPing", "ends sendPing");
    }

    @Test
    void sendsInTheOrderInWhichItWasAsked() {
        sender.ping();
        sender.send("a".getBytes(UTF_8));
        sender.ping();

        write();

        assertThat(sent)
                .filteredOn(call -> call.startsWith("begins"))
                .containsExactly("begins sendPing", "begins sendText", "begins sendPing");
    }

    /** By the one thread that was asked for. */
    private void write() {
        assertThat(writers).hasSize(1);
        writers.remove().run();
        assertThat(writers).isEmpty();
    }

    private Session session() {
        return proxy(Session.class, name -> remote());
    }

    private RemoteEndpoint.Basic remote() {
        return proxy(RemoteEndpoint.Basic.class, name -> {
            sent.add("begins " + name);
            Runnable once = whileWriting;
            whileWriting = () -> {};
            once.run();
            sent.add("ends " + name);
            return null;
        });
    }

    private static <T> T proxy(Class<T> type, Function<String, Object> call) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> call.apply(method.getName())));
    }
}
