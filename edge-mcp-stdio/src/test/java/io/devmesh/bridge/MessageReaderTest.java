package io.devmesh.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    @Test
    void givesLinesThatAreNotBlankAsTheyAre() throws IOException {
        MessageReader reader = reader(100, "\n  \r\n{\"ä\":1}\r\n\n{\"b\":2}");

        assertThat(next(reader)).contains("{\"ä\":1}\r");
        assertThat(next(reader)).contains("{\"b\":2}");
        assertThat(next(reader)).isEmpty();
    }

    @Test
    void cutsLinesThatAreTooLong() throws IOException {
        MessageReader reader = reader(6, "123456\n1234567890\n123");

        assertThat(reader.next().map(reader::isTooLong)).contains(false);
        assertThat(reader.next()).hasValueSatisfying(line -> {
            assertThat(reader.isTooLong(line)).isTrue();
            assertThat(line).hasSize(7);
        });
        assertThat(next(reader)).contains("123");
    }

    private static MessageReader reader(int longest, String text) {
        return new MessageReader(new ByteArrayInputStream(text.getBytes(UTF_8)), longest);
    }

    private static Optional<String> next(MessageReader reader) throws IOException {
        return reader.next().map(line -> new String(line, UTF_8));
    }
}
