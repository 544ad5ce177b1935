package io.devmesh.edge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** Reads a request's body as bytes, never more than allowed. */
public final class BodyReader {
    private BodyReader() {}

    /** What was read. */
    public sealed interface Body {
        record Whole(byte[] bytes) implements Body {}

        record TooLarge() implements Body {}

        /** The client went in the middle, or stopped to send. */
        record CutOff() implements Body {}
    }

    /** Trusts Content-Length only to refuse early. */
    public static Body read(HttpServletRequest request, int maxBytes) {
        if (request.getContentLengthLong() > maxBytes) {
            return new Body.TooLarge();
        }
        try {
            InputStream in = request.getInputStream();
            byte[] bytes = in.readNBytes(maxBytes);
            return bytes.length == maxBytes && in.read() >= 0 ? new Body.TooLarge() : new Body.Whole(bytes);
        } catch (IOException lost) {
            return new Body.CutOff();
        }
    }
}
