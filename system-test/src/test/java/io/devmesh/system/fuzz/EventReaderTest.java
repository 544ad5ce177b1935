package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final String LISTENING =
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{}}\n\n";
    private static final String NEWS =
            "data: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\",\"params\":{}}\n\n";
    private static final String QUESTION =
            "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"elicitation/create\",\"params\":{}}\n\n";

    private static final Reading FINITE =
            Reading.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}".getBytes(UTF_8));

    private final List<String> texts = new ArrayList<>();
    private final EventReader reader = new EventReader(texts);

    @Test
    void isToBeLeftWhereItListensThoughNewsCameWithTheWordOfIt() {
        reader.take((LISTENING + NEWS).getBytes(UTF_8));

        assertThat(texts).hasSize(2);
        assertThat(reader.isToBeLeft(FINITE)).isTrue();
    }

    @Test
    void isToBeLeftWhereTheClientIsAsked() {
        reader.take((NEWS + QUESTION).getBytes(UTF_8));

        assertThat(reader.isToBeLeft(FINITE)).isTrue();
    }

    @Test
    void isNotToBeLeftWhereNewsCameAlone() {
        reader.take(NEWS.getBytes(UTF_8));

        assertThat(reader.isToBeLeft(FINITE)).isFalse();
    }
}
