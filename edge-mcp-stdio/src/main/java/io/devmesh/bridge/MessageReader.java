package io.devmesh.bridge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Messages as lines of bytes, which are never decoded: what the client wrote in UTF-8 arrives in UTF-8. */
final class MessageReader {
    /** Far above what servers take. */
    static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final int longest;

    MessageReader(InputStream in) {
        this(in, LONGEST);
    }

    MessageReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.longest = longest;
    }

    /** The next line that is not blank, without its end, cut where it is too long; empty at the end of the input. */
    Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean blank = true;
        int next = in.read();
        while (next >= 0 && (next != '\n' || blank)) {
            if (next == '\n') {
                line.reset();
            } else {
                blank &= next == ' ' || next == '\t' || next == '\r';
                if (line.size() <= longest) {
                    line.write(next);
                }
            }
            next = in.read();
        }
        return blank ? Optional.empty() : Optional.of(line.toByteArray());
    }

    boolean isTooLong(byte[] line) {
        return line.length > longest;
    }
}
