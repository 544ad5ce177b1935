package io.devmesh.benchmark.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private static final String TEXT =
            "HTTP/1.1 202 Accepted\r\nX: y\r\nContent-LENGTH: 13\r\nDate: now\r\n\r\n" + "{\"a\":\"b\\r\\n\"}";

    private static final String CHUNKS = """
            HTTP/1.1 200 OK\r
            Transfer-Encoding: Chunked\r
            \r
            f;x=y\r
            data: {\r
            0\r
            \r
            1\r
            5\r
            234}
            \r
            0\r
            \r
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void findsTheEndHoweverItArrives(int piece) {
        Answer answer = new Answer(1_024);
        boolean complete = receive(answer, piece, TEXT);

        assertThat(complete).isTrue();
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.bodyLength()).isEqualTo(13);
        assertThat(answer.body()).asString().startsWith("{\"a\"");
        assertThat(Head.value(answer.head(), "x")).contains("y");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void putsChunksTogether(int piece) {
        Answer answer = new Answer(1_024);
        for (int round = 0; round < 2; round++) {
            boolean complete = receive(answer, piece, CHUNKS);

            assertThat(complete).isTrue();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bodyLength()).isEqualTo(20);
            assertThat(answer.body()).asString().isEqualTo("data: {\r\n0\r\n\r\n1234}\n");
            answer.clear();
        }
    }

    private static boolean receive(Answer answer, int piece, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        boolean complete = false;
        for (int at = 0; at < bytes.length; at += piece) {
            assertThat(complete).isFalse();
            int count = Math.min(piece, bytes.length - at);
            System.arraycopy(bytes, at, answer.buffer(), answer.received(), count);
            complete = answer.add(count);
        }
        return complete;
    }
}
