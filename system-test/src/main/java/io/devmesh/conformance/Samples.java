package io.devmesh.conformance;

import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.content.Icon;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Files beside this class. */
final class Samples {
    static final Icon ICON = new Icon(
            "https://example.com/icon.svg",
            Optional.of("image/svg+xml"),
            List.of("48x48", "any"),
            Optional.of(Icon.Theme.DARK));

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
