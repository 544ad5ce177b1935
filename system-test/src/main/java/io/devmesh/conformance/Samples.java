package io.devmesh.conformance;

import io.devmesh.edge.content.ContentBlock;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files beside this class. */
final class Samples {
    private Samples() {}

    static ContentBlock picture() {
        return new ContentBlock.Image(file("square.png"), "image/png");
    }

    static ContentBlock sound() {
        return new ContentBlock.Audio(file("tone.wav"), "audio/wav");
    }

    /** Throws IllegalArgumentException where it is not there. */
    static byte[] file(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
