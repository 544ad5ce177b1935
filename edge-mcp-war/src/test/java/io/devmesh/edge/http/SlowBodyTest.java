package io.devmesh.edge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.http.BodyReader.Body;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlowBodyTest {
    private final Parts in = new Parts();
    private final AtomicInteger completed = new AtomicInteger();
    private final List<Body> bodies = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void isDoneWithWhenAllOfItIsThere() throws IOException {
        read(4, false);
        in.come("ab");
        assertThat(bodies).isEmpty();
        in.come("cd");
        in.listener.onAllDataRead();

        assertThat(bodies)
                .singleElement()
                .isInstanceOfSatisfying(
                        Body.Whole.class,
                        body -> assertThat(body.bytes()).asString(UTF_8).isEqualTo("abcd"));
        assertThat(completed).hasValue(1);
    }

    @Test
    void isRefusedOnceAsSoonAsItIsTooLarge() throws IOException {
        read(-1, false);
        in.come("abcd");
        in.come("efghi");
        in.listener.onAllDataRead();

        assertThat(bodies).hasExactlyElementsOfTypes(Body.TooLarge.class);
        assertThat(completed).hasValue(1);
    }

    @Test
    void isCutOffWhereTheClientGoesOrSaysLessThanItAnnounced() throws IOException {
        read(4, false);
        in.come("ab");
        in.listener.onError(new EOFException());
        read(4, false);
        in.come("ab");
        in.listener.onAllDataRead();

        assertThat(bodies).hasExactlyElementsOfTypes(Body.CutOff.class, Body.CutOff.class);
        assertThat(completed).hasValue(2);
    }

    @Test
    void leavesOpenWhatIsAnsweredLater() throws IOException {
        read(0, true);
        in.listener.onAllDataRead();

        assertThat(bodies).hasExactlyElementsOfTypes(Body.Whole.class);
        assertThat(completed).hasValue(0);
    }

    /** Later the container refuses both: Servlet specification, {@code AsyncContext}. */
    @Test
    void hasItsListenerAndNoTimeLimitBeforeAnyOfItCame() throws IOException {
        HttpServletRequest request = request(0);
        List<LaterAnswer> answers = new ArrayList<>();
        SlowBody.read(request, 8, body -> answers.add(LaterAnswer.of(request)));
        assertThat(asked).containsExactlyInAnyOrder("setTimeout", "addListener");

        in.listener.onAllDataRead();

        assertThat(answers).hasSize(1);
        assertThat(asked).hasSize(2);
    }

    private void read(long announced, boolean later) throws IOException {
        SlowBody.read(request(announced), 8, body -> {
            bodies.add(body);
            return later;
        });
    }

    private HttpServletRequest request(long announced) {
        Map<Object, Object> attributes = new HashMap<>();
        AsyncContext async = proxy(AsyncContext.class, (name, arguments) -> {
            if (name.equals("complete")) {
                completed.incrementAndGet();
            } else {
                asked.add(name);
            }
            return null;
        });
        return proxy(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "startAsync" -> async;
            case "getAttribute" -> attributes.get(arguments[0]);
            case "setAttribute" -> attributes.put(arguments[0], arguments[1]);
            case "getInputStream" -> in;
            case "getContentLengthLong" -> announced;
            default -> throw new AssertionError(name);
        });
    }

    private interface Answers {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                SlowBodyTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }

    /** Has what came and is not read yet. */
    private static final class Parts extends ServletInputStream {
        private final Deque<Byte> waiting = new ArrayDeque<>();
        private ReadListener listener;

        void come(String text) throws IOException {
            for (byte one : text.getBytes(UTF_8)) {
                waiting.add(one);
            }
            listener.onDataAvailable();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return !waiting.isEmpty();
        }

        @Override
        public void setReadListener(ReadListener wanted) {
            listener = wanted;
            waiting.clear();
        }

        @Override
        public int read() {
            return waiting.remove();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(length, waiting.size());
            for (int i = 0; i < count; i++) {
                into[offset + i] = waiting.remove();
            }
            return count;
        }
    }
}
