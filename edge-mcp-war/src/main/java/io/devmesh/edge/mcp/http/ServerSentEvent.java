package io.devmesh.edge.mcp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.mcp.StreamEvent;

/** Events as bytes of {@code text/event-stream} (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
final class ServerSentEvent {
    private ServerSentEvent() {}

    /** The message must be JSON without line breaks. */
    static byte[] encode(StreamEvent event) {
        StringBuilder text = new StringBuilder(event.message().length + 64);
        event.id().ifPresent(id -> text.append("id: ").append(id).append('\n'));
        event.retry()
                .ifPresent(
                        retry -> text.append("retry: ").append(retry.toMillis()).append('\n'));
        // An event without data would not be told to the client's program, and its id not remembered by all.
        return text.append("data: ")
                .append(new String(event.message(), UTF_8))
                .append("\n\n")
                .toString()
                .getBytes(UTF_8);
    }
}
