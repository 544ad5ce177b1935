package io.devmesh.worker.rule;

import io.devmesh.shared.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;

/** How large JSON is when it is written. */
final class Size {
    private Size() {}

    /** Writes it nowhere, and no further than {@code limit} bytes. */
    static boolean isWithin(int limit, JsonNode node) {
        try {
            Json.mapper().writeValue(new Counter(limit), node);
            return true;
        } catch (JacksonIOException full) {
            return false;
        }
    }

    private static final class Counter extends OutputStream {
        private long left;

        Counter(int limit) {
            left = limit;
        }

        @Override
        public void write(int one) throws IOException {
            count(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count(length);
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("full");
            }
        }
    }
}
