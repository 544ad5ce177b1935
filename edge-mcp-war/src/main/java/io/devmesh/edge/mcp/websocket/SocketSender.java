package io.devmesh.edge.mcp.websocket;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Sends messages in order, one text frame each, without making anybody wait; a peer that reads too slowly is let go. A thread
 * is used only while there is something to send.
 *
 * <p>Pings wait for their turn too: a connection on which two send at once throws at one of them (Jakarta WebSocket 2.1,
 * {@code RemoteEndpoint.Basic}).
 */
final class SocketSender {
    private static final long MAX_BUFFERED = 8 << 20;
    private static final System.Logger LOG = System.getLogger(SocketSender.class.getName());

    private final Session session;
    private final Executor writers;
    private final Runnable whenBroken;
    private final Deque<Step> queue = new ArrayDeque<>();
    private long buffered;
    private boolean writing;
    private boolean broken;

    /** What is done in its turn; for a message {@code bytes} wait in memory. */
    private record Step(int bytes, Writing writing) {}

    private interface Writing {
        void write() throws IOException;
    }

    /** @param whenBroken is run when nothing can be sent any more */
    SocketSender(Session session, Executor writers, Runnable whenBroken) {
        this.session = session;
        this.writers = writers;
        this.whenBroken = whenBroken;
    }

    void ping() {
        add(new Step(0, () -> session.getBasicRemote().sendPing(ByteBuffer.allocate(0))));
    }

    void send(byte[] message) {
        add(new Step(message.length, () -> session.getBasicRemote().sendText(new String(message, UTF_8))));
    }

    /** Runs {@code action} when all that is to be sent by now is sent; not where the peer is gone. */
    void whenSent(Runnable action) {
        add(new Step(0, action::run));
    }

    private synchronized void add(Step step) {
        if (broken) {
            return;
        }
        queue.add(step);
        buffered += step.bytes();
        if (buffered > MAX_BUFFERED) {
            broken = true;
            queue.clear();
            // The close waits for a write that hangs, which must not keep whoever works for this peer.
            writers.execute(whenBroken);
            writers.execute(() -> close(CloseReason.CloseCodes.TRY_AGAIN_LATER, "reads too slowly"));
        } else if (!writing) {
            writing = true;
            writers.execute(this::drain);
        }
    }

    private void drain() {
        while (true) {
            Step step;
            synchronized (this) {
                step = queue.poll();
                if (step == null) {
                    writing = false;
                    return;
                }
                buffered -= step.bytes();
            }
            try {
                step.writing().write();
            } catch (IOException | IllegalStateException gone) {
                LOG.log(DEBUG, "The peer is gone", gone);
                synchronized (this) {
                    broken = true;
                    queue.clear();
                }
                close(CloseReason.CloseCodes.GOING_AWAY, "broken");
                return;
            }
        }
    }

    private void close(CloseReason.CloseCode code, String reason) {
        try {
            session.close(new CloseReason(code, reason));
        } catch (IOException | IllegalStateException gone) {
            LOG.log(DEBUG, "The peer is gone", gone);
        }
    }
}
