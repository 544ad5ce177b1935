package io.devmesh.edge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/** Reads a request's body as bytes, never more than allowed. */
public final class BodyReader {
    /** What a client announces is reserved before it comes, so a large body is read in parts instead. */
    private static final int READ_AT_ONCE = 16 << 10;

    /**
     * As many threads may wait for bodies at a time. Clients that send theirs byte by byte could have all threads otherwise; a
     * body that is there already, as most are, has one for microseconds.
     */
    private static final Semaphore WAITING =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    private BodyReader() {}

    /** What is done with a body. */
    @FunctionalInterface
    public interface Work {
        /** Returns whether the request will be answered later, as {@code AsyncContext} allows. */
        boolean with(Body body) throws IOException;
    }

    /** What was read. */
    public sealed interface Body {
        record Whole(byte[] bytes) implements Body {}

        record TooLarge() implements Body {}

        /** The client went in the middle, or stopped to send. */
        record CutOff() implements Body {}
    }

    /** Does the work in this thread, or, where too many wait for bodies already, in one of the container's when it is there. */
    public static void read(HttpServletRequest request, int maxBytes, Work work) throws IOException {
        if (request.getContentLengthLong() <= maxBytes && !WAITING.tryAcquire()) {
            SlowBody.read(request, maxBytes, work);
            return;
        }
        var unused = work.with(readHere(request, maxBytes));
    }

    private static Body readHere(HttpServletRequest request, int maxBytes) {
        if (request.getContentLengthLong() > maxBytes) {
            return new Body.TooLarge();
        }
        try {
            return read(request, maxBytes);
        } finally {
            WAITING.release();
        }
    }

    /** Trusts Content-Length to refuse early, and for what is small. */
    static Body read(HttpServletRequest request, int maxBytes) {
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
