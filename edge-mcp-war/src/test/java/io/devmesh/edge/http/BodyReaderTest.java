package io.devmesh.edge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.http.BodyReader.Body;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    @Test
    void readsUpToTheLimit() {
        assertThat(BodyReader.read(request("abcd", false), 4))
                .isInstanceOfSatisfying(
                        Body.Whole.class,
                        body -> assertThat(body.bytes()).asString(UTF_8).isEqualTo("abcd"));
        assertThat(BodyReader.read(request("abcde", false), 4)).isInstanceOf(Body.TooLarge.class);
    }

    @Test
    void tellsWhereTheClientGoesInTheMiddle() {
        assertThat(BodyReader.read(request("ab", true), 4)).isInstanceOf(Body.CutOff.class);
    }

    @Test
    void readsAsMuchAsWasAnnounced() {
        assertThat(BodyReader.read(request("abcd", 4, false), 4))
                .isInstanceOfSatisfying(
                        Body.Whole.class,
                        body -> assertThat(body.bytes()).asString(UTF_8).isEqualTo("abcd"));
        assertThat(BodyReader.read(request("", 5, true), 4)).isInstanceOf(Body.TooLarge.class);
    }

    @Test
    void tellsWhereLessComesThanWasAnnounced() {
        assertThat(BodyReader.read(request("ab", 4, false), 4)).isInstanceOf(Body.CutOff.class);
        assertThat(BodyReader.read(request("ab", 4, true), 4)).isInstanceOf(Body.CutOff.class);
    }

    /** A body whose length nobody said. */
    private static HttpServletRequest request(String body, boolean cut) {
        return request(body, -1, cut);
    }

    private static HttpServletRequest request(String body, long announced, boolean cut) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                BodyReaderTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getInputStream") ? new Input(body.getBytes(UTF_8), cut) : announced);
    }

    private static final class Input extends ServletInputStream {
        private final byte[] bytes;
        private final boolean cut;
        private int next;

        Input(byte[] bytes, boolean cut) {
            this.bytes = bytes;
            this.cut = cut;
        }

        @Override
        public int read() throws IOException {
            if (next < bytes.length) {
                return bytes[next++];
            }
            if (cut) {
                throw new EOFException();
            }
            return -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int one = length == 0 ? -1 : read();
            if (one < 0) {
                return length == 0 ? 0 : -1;
            }
            into[from] = (byte) one;
            return 1;
        }

        @Override
        public boolean isFinished() {
            return next == bytes.length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("only an asynchronous request has a listener");
        }
    }
}
