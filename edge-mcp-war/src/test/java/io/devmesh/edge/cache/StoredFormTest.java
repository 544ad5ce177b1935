package io.devmesh.edge.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StoredFormTest {
    private static final StoredForm FROM_1024 = new StoredForm(OptionalInt.of(1024));
    private static final StoredForm NEVER = new StoredForm(OptionalInt.empty());

    @Test
    void compressesFromTheThresholdOn() {
        byte[] below = "x".repeat(1023).getBytes(UTF_8);
        byte[] at = "x".repeat(1024).getBytes(UTF_8);

        assertThat(FROM_1024.wrap(below)).isEqualTo(below);
        assertThat(FROM_1024.wrap(at)).hasSizeLessThan(100).startsWith(0x1f, 0x8b);
        assertThat(FROM_1024.unwrap(FROM_1024.wrap(at))).hasValue(at);
    }

    @Test
    void readsWhatOtherSettingsWrote() {
        byte[] value = "x".repeat(5_000).getBytes(UTF_8);

        assertThat(FROM_1024.unwrap(NEVER.wrap(value))).hasValue(value);
        assertThat(NEVER.unwrap(FROM_1024.wrap(value))).hasValue(value);
    }

    @Test
    void leavesAsItIsWhatCompressionWouldMakeLarger() {
        byte[] noise = new byte[2_000];
        new Random(1).nextBytes(noise);

        assertThat(FROM_1024.wrap(noise)).isEqualTo(noise);
    }

    @Test
    void givesBackEvenWhatBeginsLikeGzip() {
        byte[] value = {0x1f, (byte) 0x8b, 1, 2, 3};

        assertThat(NEVER.unwrap(NEVER.wrap(value))).hasValue(value);
    }

    @Test
    void doesNotReadBrokenOrEndlessGzip() {
        byte[] huge = new StoredForm(OptionalInt.of(0)).wrap(new byte[StoredForm.MAX_BYTES + 1]);

        assertThat(huge).hasSizeLessThan(10_000);
        assertThat(NEVER.unwrap(huge)).isEmpty();
        assertThat(NEVER.unwrap(new byte[] {0x1f, (byte) 0x8b, 0, 0})).isEmpty();
    }
}
