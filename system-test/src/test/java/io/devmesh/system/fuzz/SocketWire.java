package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One WebSocket, frame by frame, because a client library would not send what is no text. */
final class SocketWire implements AutoCloseable {
    /** What a frame is (RFC 6455, section 5.2). */
    enum Type {
        CONTINUATION(0),
        TEXT(1),
        BINARY(2),
        CLOSE(8),
        PING(9),
        PONG(10);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        private static Type of(int code) throws IOException {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw new IOException("a frame of type " + code);
        }
    }

    /** A message, or the end: a close code, 1006 where there was none. */
    record Incoming(String text, int closeCode) {
        private static final int OPEN = 0;
        private static final int LOST = 1006;

        boolean isEnd() {
            return closeCode != OPEN;
        }
    }

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();

    private SocketWire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
    }

    static SocketWire open(int port, String apiKey, Duration limit) throws IOException {
        SocketWire wire = new SocketWire(new Socket(InetAddress.getLoopbackAddress(), port));
        wire.socket.setSoTimeout((int) limit.toMillis());
        wire.upgrade(port, apiKey);
        wire.socket.setSoTimeout(0);
        Thread.ofVirtual().start(wire::receive);
        return wire;
    }

    private void upgrade(int port, String apiKey) throws IOException {
        String key = Base64.getEncoder().encodeToString(new byte[16]);
        out.write(("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mcp\r\nSec-WebSocket-Key: " + key
                        + "\r\nX-API-Key: " + apiKey + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        if (!head.toString(ISO_8859_1).startsWith("HTTP/1.1 101")) {
            throw new IOException("no upgrade: " + head.toString(ISO_8859_1));
        }
    }

    /** Sends one message in frames of at most {@code size} bytes. */
    void send(byte[] message, int size) throws IOException {
        int from = 0;
        do {
            int length = Math.min(size, message.length - from);
            boolean last = from + length == message.length;
            frame(from == 0 ? Type.TEXT : Type.CONTINUATION, last, message, from, length);
            from += length;
        } while (from < message.length);
    }

    private synchronized void frame(Type type, boolean last, byte[] bytes, int from, int length) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((last ? FIN : 0) | type.code);
        if (length < 126) {
            frame.write(MASKED | length);
        } else {
            frame.write(MASKED | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) length >>> shift));
            }
        }
        frame.writeBytes(new byte[4]); // a mask that changes nothing
        frame.write(bytes, from, length);
        frame.writeTo(out);
        out.flush();
    }

    /** The next message, or null where there is none in time. */
    Incoming poll(long nanos) throws InterruptedException {
        return incoming.poll(nanos, TimeUnit.NANOSECONDS);
    }

    private void receive() {
        try {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            while (true) {
                int first = in.readUnsignedByte();
                Type type = Type.of(first & 0x0f);
                byte[] payload = in.readNBytes(length());
                switch (type) {
                    case TEXT, CONTINUATION -> {
                        message.writeBytes(payload);
                        if ((first & FIN) != 0) {
                            incoming.add(new Incoming(message.toString(UTF_8), Incoming.OPEN));
                            message.reset();
                        }
                    }
                    case PING -> frame(Type.PONG, true, payload, 0, payload.length);
                    case CLOSE -> {
                        incoming.add(new Incoming("", code(payload)));
                        return;
                    }
                    case BINARY, PONG -> throw new IOException("an unexpected " + type);
                }
            }
        } catch (IOException lost) {
            incoming.add(new Incoming("", Incoming.LOST));
        }
    }

    private int length() throws IOException {
        int length = in.readUnsignedByte();
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> (int) in.readLong();
            default -> length;
        };
    }

    private static int code(byte[] payload) throws IOException {
        if (payload.length < 2) {
            throw new EOFException();
        }
        return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // As wanted.
        }
    }
}
