package io.devmesh.edge.mcp.http;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.jsonrpc.JsonRpcCodec;
import io.devmesh.edge.mcp.Conversation;
import io.devmesh.edge.mcp.McpReply;
import io.devmesh.edge.mcp.StreamEvent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One request that is answered later: with JSON where the answer comes first, else with a stream of events. Whoever sends
 * only adds to a buffer; a thread writes it out while there is something in it, so a silent stream holds none. A client that
 * reads too slowly is let go.
 */
final class HttpConversation implements Conversation {
    static final int MAX_BUFFERED = 8 << 20;

    private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(UTF_8);
    private static final System.Logger LOG = System.getLogger(HttpConversation.class.getName());

    private final AsyncContext async;
    private final Executor writers;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private Optional<McpReply.Answer> plain = Optional.empty();
    private boolean begun;
    private boolean headersSent;
    private boolean ended;
    private boolean writing;
    private boolean closed;
    private boolean lost;
    private boolean silent = true;

    HttpConversation(AsyncContext async, Executor writers) {
        this.async = async;
        this.writers = writers;
    }

    @Override
    public synchronized void begin() {
        if (!ended) {
            begun = true;
            write();
        }
    }

    @Override
    public synchronized void send(StreamEvent event) {
        if (!ended) {
            add(event);
            write();
        }
    }

    @Override
    public void reply(McpReply.Answer answer) {
        reply(answer, Optional.empty());
    }

    @Override
    public void reply(McpReply.Answer answer, String eventId) {
        reply(answer, Optional.of(eventId));
    }

    private synchronized void reply(McpReply.Answer answer, Optional<String> eventId) {
        if (ended) {
            return;
        }
        if (begun) {
            add(new StreamEvent(eventId, JsonRpcCodec.encode(answer.message()), Optional.empty()));
        } else {
            plain = Optional.of(answer);
        }
        ended = true;
        write();
    }

    @Override
    public synchronized void end() {
        if (!ended) {
            ended = true;
            begun = true;
            write();
        }
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (this) {
            if (!closed) {
                whenClosed.add(action);
                return;
            }
        }
        action.run();
    }

    /** To be called now and then: keeps a silent stream open, makes one where the answer takes its time, and so notices a client that is gone. */
    synchronized void keepAlive() {
        if (!ended && silent) {
            begun = true;
            buffer.writeBytes(COMMENT);
            write();
        }
        silent = true;
    }

    /** The container says that the client is gone. */
    void lost() {
        synchronized (this) {
            lost = true;
        }
        close();
    }

    private void add(StreamEvent event) {
        begun = true;
        silent = false;
        buffer.writeBytes(ServerSentEvent.encode(event));
        if (buffer.size() > MAX_BUFFERED) {
            LOG.log(DEBUG, "A client reads too slowly and is let go");
            buffer.reset();
            ended = true;
            // A write that hangs must not keep whoever works for this client.
            writers.execute(this::close);
        }
    }

    private void write() {
        if (!writing && !closed) {
            writing = true;
            writers.execute(this::drain);
        }
    }

    private void drain() {
        try {
            while (true) {
                byte[] chunk;
                boolean last;
                boolean first;
                Optional<McpReply.Answer> json;
                synchronized (this) {
                    if (closed || (buffer.size() == 0 && headersSent && !ended)) {
                        writing = false;
                        break;
                    }
                    chunk = buffer.toByteArray();
                    buffer.reset();
                    last = ended;
                    json = plain;
                    first = !headersSent;
                    headersSent = true;
                }
                HttpServletResponse response = (HttpServletResponse) async.getResponse();
                if (json.isPresent()) {
                    Responses.write(response, json.get());
                } else {
                    stream(response, first, chunk);
                }
                if (last) {
                    complete();
                    return;
                }
            }
            completeIfClosed();
        } catch (IOException | IllegalStateException gone) {
            LOG.log(DEBUG, "The client is gone", gone);
            complete();
        }
    }

    /** Where a slow client was let go while a write to it hung; the container knows of those that it ended itself. */
    private void completeIfClosed() {
        boolean ours;
        synchronized (this) {
            ours = closed && !lost;
        }
        if (ours) {
            complete();
        }
    }

    private static void stream(HttpServletResponse response, boolean first, byte[] chunk) throws IOException {
        if (first) {
            response.setStatus(HttpServletResponse.SC_OK);
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader("X-Accel-Buffering", "no");
            // Liberty keeps what is written before the first flush until the second one.
            response.flushBuffer();
        }
        if (chunk.length > 0) {
            ServletOutputStream out = response.getOutputStream();
            out.write(chunk);
            response.flushBuffer();
        }
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException already) {
            LOG.log(DEBUG, "The container has ended the request itself", already);
        }
        close();
    }

    private void close() {
        List<Runnable> actions;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            ended = true;
            buffer = new ByteArrayOutputStream(0);
            actions = List.copyOf(whenClosed);
        }
        actions.forEach(Runnable::run);
    }
}
