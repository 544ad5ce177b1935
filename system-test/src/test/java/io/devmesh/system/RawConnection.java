package io.devmesh.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A connection on which a test writes what no client would. Lines end with LF here, and with CR LF on the wire. */
final class RawConnection implements AutoCloseable {
    private static final int READ_AT_ONCE = 8 << 10;

    private final Socket socket;
    private final InputStream in;

    /** What came back; names of headers are in lower case. */
    record Answer(int status, List<String> headers, String body) {
        /** All values, with commas; empty where there is none. */
        String header(String name) {
            return String.join(
                    ",",
                    headers.stream()
                            .filter(line -> line.startsWith(name + ":"))
                            .map(line -> line.substring(name.length() + 1).strip())
                            .toList());
        }
    }

    private RawConnection(Socket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /** Whatever is read from it comes within {@code patience}. */
    static RawConnection open(int port, Duration patience) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) patience.toMillis());
            return new RawConnection(socket, socket.getInputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One request on a connection of its own. */
    static Answer ask(int port, Duration patience, String request) {
        try (RawConnection connection = open(port, patience)) {
            return connection.send(request).answer();
        }
    }

    RawConnection send(String text) {
        return sendExactly(text.replace("\n", "\r\n"));
    }

    /** Ends of lines too. */
    RawConnection sendExactly(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The next one. */
    Answer answer() {
        try {
            int status = Integer.parseInt(line().split(" ", 3)[1]);
            List<String> headers = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.add(line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon));
            }
            Answer head = new Answer(status, headers, "");
            return new Answer(status, headers, status == 204 || status == 101 ? "" : body(head));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether the server ends the connection without another word; waits for that. */
    boolean isClosedByServer() {
        try {
            return in.read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }

    /** Whether the server ends the connection, whatever it says before; waits for that. */
    boolean isEndedByServer() {
        try {
            var unused = rest();
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private String body(Answer head) throws IOException {
        if (head.header("transfer-encoding").equals("chunked")) {
            StringBuilder body = new StringBuilder();
            for (int size = size(); size > 0; size = size()) {
                body.append(new String(in.readNBytes(size), ISO_8859_1));
                line();
            }
            line();
            return body.toString();
        }
        String length = head.header("content-length");
        return length.isEmpty() ? rest() : new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
    }

    private int size() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[READ_AT_ONCE];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            all.write(part, 0, count);
        }
        return all.toString(ISO_8859_1);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("after " + line);
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
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
