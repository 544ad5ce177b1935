package io.devmesh.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static final String TEXT =
            "HTTP/1.1 202 Accepted\r\nX: y\r\nContent-LENGTH: 13\r\nDate: now\r\n\r\n" + "{\"a\":\"b\\r\\n\"}";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void findsTheEndHoweverItArrives(int piece) {
        Answer answer = new Answer(1_024);
        byte[] bytes = TEXT.getBytes(StandardCharsets.US_ASCII);
        boolean complete = false;
        for (int at = 0; at < bytes.length; at += piece) {
            assertThat(complete).isFalse();
            int count = Math.min(piece, bytes.length - at);
            System.arraycopy(bytes, at, answer.buffer(), answer.received(), count);
            complete = answer.add(count);
        }

        assertThat(complete).isTrue();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.bodyLength()).isEqualTo(13);
        assertThat(answer.body()).asString().startsWith("{\"a\"");
    }
}
