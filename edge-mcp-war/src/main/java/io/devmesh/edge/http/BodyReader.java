package io.devmesh.edge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** Reads a request's body as bytes, never more than allowed. */
public final class BodyReader {
    /** What a client announces is reserved before it comes, so a large body is read in parts instead. */
    private static final int READ_AT_ONCE = 16 << 10;

    private BodyReader() {}

    /** What was read. */
    public sealed interface Body {
        record Whole(byte[] bytes) implements Body {}

        record TooLarge() implements Body {}

        /** The client went in the middle, or stopped to send. */
        record CutOff() implements Body {}
    }

    /** Trusts Content-Length to refuse early, and for what is small. */
    public static Body read(HttpServletRequest request, int maxBytes) {
        long length = request.getContentLengthLong();
        if (length > maxBytes) {
            return new Body.TooLarge();
        }
        try {
            InputStream in = request.getInputStream();
            return length >= 0 && length <= READ_AT_ONCE ? readAtOnce(in, (int) length) : readInParts(in, maxBytes);
        } catch (IOException lost) {
            return new Body.CutOff();
        }
    }

    private static Body readAtOnce(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        return in.readNBytes(bytes, 0, length) == length ? new Body.Whole(bytes) : new Body.CutOff();
    }

    private static Body readInParts(InputStream in, int maxBytes) throws IOException {
        byte[] bytes = in.readNBytes(maxBytes);
        return bytes.length == maxBytes && in.read() >= 0 ? new Body.TooLarge() : new Body.Whole(bytes);
    }
}
