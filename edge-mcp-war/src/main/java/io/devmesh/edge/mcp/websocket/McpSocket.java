package io.devmesh.edge.mcp.websocket;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.jsonrpc.JsonRpcError;
import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcMessage;
import io.devmesh.edge.jsonrpc.JsonRpcReply;
import io.devmesh.edge.jsonrpc.Parsed;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpDoor;
import io.devmesh.edge.mcp.McpHeaders;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.Sender;
import io.devmesh.edge.mcp.Wire;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection. Requests are worked on side by side; answers go out as they are ready. */
final class McpSocket extends Endpoint implements Wire {
    private static final System.Logger LOG = System.getLogger(McpSocket.class.getName());

    private final McpDoor door;
    private final Authenticated caller;
    private final McpSockets sockets;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Set<Runnable> whenClosed = new LinkedHashSet<>();
    private SocketSender sender;
    private Conversation conversation;
    private Session session;
    private boolean closed;
    private volatile boolean leaving;
    private volatile boolean answersPings = true;

    McpSocket(McpDoor door, Authenticated caller, McpSockets sockets) {
        this.door = door;
        this.caller = caller;
        this.sockets = sockets;
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        this.session = opened;
        this.sender = new SocketSender(opened, sockets.threads()::execute, this::ended);
        this.conversation = new SocketConversation(sender, this, () -> {});
        opened.setMaxTextMessageBufferSize(sockets.config().maxBodyBytes());
        opened.setMaxIdleTimeout(0);
        opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) this::receive);
        opened.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> answersPings = true);
        onClose(door.opened(caller)::close);
        sockets.opened(this);
        // In a thread of its own, so that a peer that is stuck does not keep others from being closed.
        Runnable forget = door.watch(caller, () -> sockets.threads().execute(this::keyIsGone));
        onClose(forget);
    }

    @Override
    public void onClose(Session gone, CloseReason reason) {
        ended();
    }

    @Override
    public void onError(Session broken, Throwable failure) {
        LOG.log(DEBUG, "A connection broke", failure);
        ended();
    }

    @Override
    public Conversation conversation() {
        return conversation;
    }

    @Override
    public Runnable onClose(Runnable action) {
        synchronized (whenClosed) {
            if (!closed) {
                whenClosed.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    private void forget(Runnable action) {
        synchronized (whenClosed) {
            whenClosed.remove(action);
        }
    }

    /** Asks for a sign of life; closes where the last one was not given. */
    void ping() {
        if (!answersPings) {
            close(CloseReason.CloseCodes.GOING_AWAY, "no answer to a ping");
            return;
        }
        answersPings = false;
        sender.ping();
    }

    /** Closes as soon as nothing is worked on. */
    void leave() {
        leaving = true;
        if (inFlight.get() == 0) {
            sender.whenSent(this::closeToLeave);
        }
    }

    /** 1001 tells clients to connect again, which brings them to another replica. */
    void closeToLeave() {
        close(CloseReason.CloseCodes.GOING_AWAY, "this replica stops; connect again");
    }

    /** What was to be sent waits in the sender. */
    private void workedOff() {
        if (inFlight.decrementAndGet() == 0 && leaving) {
            sender.whenSent(this::closeToLeave);
        }
    }

    private void keyIsGone() {
        close(CloseReason.CloseCodes.VIOLATED_POLICY, "the key was changed or revoked, or has expired");
    }

    void close(CloseReason.CloseCode code, String reason) {
        try {
            session.close(new CloseReason(code, reason));
        } catch (IOException | IllegalStateException gone) {
            LOG.log(DEBUG, "The peer is gone", gone);
        }
        ended();
    }

    /**
     * The container limits each frame, but not how many of them make a message. Its handler for parts would, but takes each
     * for text by itself, while a frame may end within a character (RFC 6455, section 5.6).
     */
    private void receive(String text) {
        byte[] message = text.getBytes(UTF_8);
        if (message.length > sockets.config().maxBodyBytes()) {
            close(CloseReason.CloseCodes.TOO_BIG, "the message is too large");
        } else {
            take(message);
        }
    }

    /**
     * Each message has a thread of its own, so that a slow call holds up neither a ping nor a cancellation. Above the limit
     * requests are refused, while what may end one is taken in the connection's own thread, which so reads no faster than
     * it works.
     */
    private void take(byte[] message) {
        if (inFlight.incrementAndGet() <= sockets.config().maxInFlight()) {
            sockets.threads().execute(() -> work(message));
        } else if (JsonRpcCodec.parse(message) instanceof Parsed.Message(JsonRpcMessage.Request request)) {
            inFlight.decrementAndGet();
            send(refusal(request.id()));
        } else {
            work(message);
        }
    }

    private void work(byte[] message) {
        Sender from = new Sender(caller, McpHeaders.none(), Optional.of(this));
        switch (door.handle(from, message)) {
            case McpReply.Answer answer -> {
                send(answer);
                workedOff();
            }
            case McpReply.Batch batch -> {
                sender.send(JsonRpcCodec.encodeBatch(batch.messages()));
                workedOff();
            }
            case McpReply.Silent silent -> workedOff();
            case McpReply.Later(var work) -> work.accept(new SocketConversation(sender, this, this::workedOff));
        }
    }

    private McpReply.Answer refusal(RequestId id) {
        String reason = "More than " + sockets.config().maxInFlight() + " requests are in flight on this connection";
        return McpReply.Answer.of(
                new JsonRpcReply.Failure(Optional.of(id), JsonRpcError.of(JsonRpcErrorCode.UNAVAILABLE, reason)), 503);
    }

    private void send(McpReply.Answer answer) {
        sender.send(JsonRpcCodec.encode(answer.message()));
    }

    private void ended() {
        List<Runnable> actions;
        synchronized (whenClosed) {
            if (closed) {
                return;
            }
            closed = true;
            actions = List.copyOf(whenClosed);
        }
        sockets.closed(this);
        actions.forEach(Runnable::run);
    }
}
