package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.system.fuzz.Exchange.End;
import io.devmesh.system.fuzz.Shot.Framing;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One connection of HTTP/1.1 that is kept, byte by byte, because a client library would mend what is wrong. */
final class HttpWire implements AutoCloseable {
    private static final String CHUNKED = "chunked";
    private static final int CHUNK = 1_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Duration limit;
    private final int port;
    private boolean usable = true;

    private HttpWire(Socket socket, int port, Duration limit) throws IOException {
        this.socket = socket;
        this.port = port;
        this.limit = limit;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
    }

    /** @param limit for each exchange */
    static HttpWire open(int port, Duration limit) throws IOException {
        return new HttpWire(new Socket(InetAddress.getLoopbackAddress(), port), port, limit);
    }

    /** Whether another exchange may follow. */
    boolean isUsable() {
        return usable;
    }

    Exchange exchange(Shot shot) {
        Response response = new Response(shot, System.nanoTime() + limit.toNanos());
        End end;
        try {
            write(shot);
            response.read();
            end = response.end;
        } catch (SocketTimeoutException slow) {
            end = End.TIMED_OUT;
        } catch (IOException lost) {
            end = End.LOST;
        }
        boolean isWhole = end == End.COMPLETE || end == End.HUNG_UP;
        usable = isWhole && !response.isLast && shot.hasSoundFrame();
        return new Exchange(response.status, response.texts, response.raw.toString(UTF_8), response.session, end);
    }

    private void write(Shot shot) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String line = shot.verb() + " /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";
        request.writeBytes(line.getBytes(ISO_8859_1));
        for (Header header : shot.headers()) {
            request.writeBytes((header.name() + ": " + header.value() + "\r\n").getBytes(ISO_8859_1));
        }
        byte[] body = shot.body();
        if (shot.framing() == Framing.CHUNKED) {
            request.writeBytes("Transfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
            writeChunks(request, body);
        } else {
            request.writeBytes(("Content-Length: " + body.length + "\r\n\r\n").getBytes(ISO_8859_1));
            request.write(body, 0, shot.framing() == Framing.CUT ? body.length / 2 : body.length);
        }
        request.writeTo(out);
        out.flush();
        if (shot.framing() == Framing.CUT) {
            socket.shutdownOutput();
        }
    }

    private static void writeChunks(ByteArrayOutputStream request, byte[] body) {
        for (int from = 0; from < body.length; from += CHUNK) {
            int length = Math.min(CHUNK, body.length - from);
            request.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
            request.write(body, from, length);
            request.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        request.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // As wanted.
        }
    }

    /** The answer, read as it comes. */
    private final class Response {
        private final Shot shot;
        private final long deadline;
        private final ByteArrayOutputStream raw = new ByteArrayOutputStream();
        private final List<String> texts = new ArrayList<>();
        private final EventReader events = new EventReader(texts);
        private int status;
        private String session = "";
        private boolean isLast;
        private End end = End.COMPLETE;

        Response(Shot shot, long deadline) {
            this.shot = shot;
            this.deadline = deadline;
        }

        void read() throws IOException {
            status = Integer.parseInt(line().split(" ", 3)[1]);
            String type = "";
            int length = -1;
            boolean isChunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                String value = lower.substring(lower.indexOf(':') + 1).strip();
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(value);
                } else if (lower.startsWith("transfer-encoding:")) {
                    isChunked = value.equals(CHUNKED);
                } else if (lower.startsWith("content-type:")) {
                    type = value;
                } else if (lower.startsWith("mcp-session-id:")) {
                    session = header.substring(header.indexOf(':') + 1).strip();
                } else if (lower.startsWith("connection:")) {
                    isLast = value.equals("close");
                }
            }
            boolean isStream = type.startsWith("text/event-stream");
            if (isStream && shot.verb().equals("GET")) {
                end = End.LEFT;
                return;
            }
            if (shot.verb().equals("HEAD") || status == 204 || status == 304) {
                return;
            }
            body(isStream, isChunked, length);
            boolean isOnlyHttp = status == 405 && !type.startsWith("application/json");
            if (!isStream && raw.size() > 0 && !isOnlyHttp) {
                texts.add(raw.toString(UTF_8));
            } else if (isStream && end == End.COMPLETE && events.isToComeAgain()) {
                end = End.HUNG_UP;
            }
        }

        private void body(boolean isStream, boolean isChunked, int length) throws IOException {
            if (!isChunked) {
                take(length < 0 ? 0 : length, isStream);
                isLast |= length < 0;
                return;
            }
            for (int size = size(); size > 0; size = size()) {
                take(size, isStream);
                if (isStream && events.isToBeLeft(shot.reading())) {
                    end = End.LEFT;
                    return;
                }
                line();
            }
            line();
        }

        private int size() throws IOException {
            return Integer.parseInt(line().strip(), 16);
        }

        private void take(int count, boolean isStream) throws IOException {
            byte[] bytes = new byte[count];
            for (int have = 0; have < count; ) {
                waitUntilDeadline();
                int more = in.read(bytes, have, count - have);
                if (more < 0) {
                    throw new EOFException();
                }
                have += more;
            }
            raw.writeBytes(bytes);
            if (isStream) {
                events.take(bytes);
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = next(); next != '\n'; next = next()) {
                line.append((char) next);
            }
            return line.toString().stripTrailing();
        }

        private int next() throws IOException {
            waitUntilDeadline();
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            return next;
        }

        /** Comments may keep coming for ever. */
        private void waitUntilDeadline() throws IOException {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout((int) left);
        }
    }
}
