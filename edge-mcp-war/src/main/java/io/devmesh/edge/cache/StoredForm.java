package io.devmesh.edge.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How values lie in Redis: as they are, or as gzip, which its first two bytes tell, so that what was written under other
 * settings stays readable.
 *
 * @param compressFrom bytes; empty for never
 */
record StoredForm(OptionalInt compressFrom) {
    /** What is larger is not kept: it would push out a thousand others. */
    static final int MAX_BYTES = 1 << 20;

    byte[] wrap(byte[] value) {
        // Unwrapping a value that begins like gzip would fail, so that one is always compressed.
        if (!looksCompressed(value) && (compressFrom.isEmpty() || value.length < compressFrom.getAsInt())) {
            return value;
        }
        byte[] compressed = compress(value);
        return compressed.length < value.length || looksCompressed(value) ? compressed : value;
    }

    /** Empty where the bytes begin like gzip and are not, or hold more than {@link #MAX_BYTES}. */
    Optional<byte[]> unwrap(byte[] stored) {
        if (!looksCompressed(stored)) {
            return Optional.of(stored).filter(value -> value.length <= MAX_BYTES);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            byte[] value = in.readNBytes(MAX_BYTES + 1);
            return Optional.of(value).filter(all -> all.length <= MAX_BYTES);
        } catch (IOException notGzip) {
            return Optional.empty();
        }
    }

    private static boolean looksCompressed(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    }

    private static byte[] compress(byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length / 2 + 32);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
