package io.devmesh.edge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a request's body as bytes, never more than allowed. */
public final class BodyReader {
    /** What a client announces is reserved before it comes, so a large body is read in parts instead. */
    private static final int READ_AT_ONCE = 16 << 10;

    private BodyReader() {}

    /** What was read. */
    public sealed interface Body {
        record Whole(byte[] bytes) implements Body {}

        record TooLarge() implements Body {}
    }

    /** Trusts Content-Length to refuse early, and for what is small. */
    public static Body read(HttpServletRequest request, int maxBytes) throws IOException {
        long length = request.getContentLengthLong();
        if (length > maxBytes) {
            return new Body.TooLarge();
        }
        InputStream in = request.getInputStream();
        if (length >= 0 && length <= READ_AT_ONCE) {
            byte[] bytes = new byte[(int) length];
            int read = in.readNBytes(bytes, 0, bytes.length);
            return new Body.Whole(read == length ? bytes : Arrays.copyOf(bytes, read));
        }
        byte[] bytes = in.readNBytes(maxBytes);
        return bytes.length == maxBytes && in.read() >= 0 ? new Body.TooLarge() : new Body.Whole(bytes);
    }
}
