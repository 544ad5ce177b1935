package io.devmesh.edge.mcp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Puts a message together that comes in several frames. The container limits each frame, but not how many of them make a
 * message.
 */
final class MessageParts {
    private final int maxBytes;
    private final Consumer<byte[]> whole;
    private final Runnable tooLarge;
    private ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean refused;

    /**
     * Begins with nothing.
     *
     * @param whole takes each message
     * @param tooLarge is run once, where one is larger than {@code maxBytes}; nothing is taken after that
     */
    MessageParts(int maxBytes, Consumer<byte[]> whole, Runnable tooLarge) {
        this.maxBytes = maxBytes;
        this.whole = whole;
        this.tooLarge = tooLarge;
    }

    void add(String part, boolean last) {
        if (refused) {
            return;
        }
        byte[] bytes = part.getBytes(UTF_8);
        if (message.size() + bytes.length > maxBytes) {
            refused = true;
            message = new ByteArrayOutputStream(0);
            tooLarge.run();
        } else if (last && message.size() == 0) {
            whole.accept(bytes);
        } else {
            message.writeBytes(bytes);
            if (last) {
                byte[] all = message.toByteArray();
                message = new ByteArrayOutputStream();
                whole.accept(all);
            }
        }
    }
}
