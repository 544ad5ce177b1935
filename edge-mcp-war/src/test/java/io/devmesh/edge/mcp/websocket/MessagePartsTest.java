package io.devmesh.edge.mcp.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MessagePartsTest {
    private final List<String> messages = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final MessageParts parts =
            new MessageParts(6, message -> messages.add(new String(message, UTF_8)), refusals::incrementAndGet);

    @Test
    void takesAMessageInOnePart() {
        parts.add("one", true);
        parts.add("two", true);

        assertThat(messages).containsExactly("one", "two");
    }

    @Test
    void putsPartsTogether() {
        parts.add("o", false);
        parts.add("n", false);
        parts.add("e", true);
        parts.add("", false);
        parts.add("123456", true);

        assertThat(messages).containsExactly("one", "123456");
    }

    @Test
    void refusesOnceWhatIsTooLargeInAllAndTakesNothingAfterIt() {
        parts.add("1234", false);
        parts.add("567", false);
        parts.add("8", true);
        parts.add("9", true);

        assertThat(messages).isEmpty();
        assertThat(refusals).hasValue(1);
    }

    @Test
    void countsBytes() {
        parts.add("ääää", true);

        assertThat(messages).isEmpty();
        assertThat(refusals).hasValue(1);
    }
}
