package io.devmesh.edge.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {
    private final Seal seal = TestSeal.create();

    @Test
    void opensWhatAnotherReplicaHasSealed() {
        String sealed = seal.seal("state".getBytes(UTF_8), "owner");

        assertThat(TestSeal.create().open(sealed, "owner"))
                .hasValueSatisfying(content -> assertThat(content).asString().isEqualTo("state"));
    }

    @Test
    void givesNothingToAnotherOwner() {
        assertThat(seal.open(seal.seal("state".getBytes(UTF_8), "owner"), "thief"))
                .isEmpty();
    }

    @Test
    void sealsTheSameContentDifferentlyEachTime() {
        byte[] content = "state".getBytes(UTF_8);

        assertThat(seal.seal(content, "owner")).isNotEqualTo(seal.seal(content, "owner"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void opensNothingThatItDidNotSeal(String forged) {
        assertThat(seal.open(forged, "owner")).isEmpty();
    }

    @Test
    void noticesEveryChangedByte() {
        String sealed = seal.seal("state".getBytes(UTF_8), "owner");
        for (int i = 0; i < sealed.length() - 1; i++) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);

            assertThat(seal.open(changed, "owner")).as("changed at %s", i).isEmpty();
        }
    }

    @Test
    void opensWithAnOlderKeyAndSealsWithTheNewest() {
        byte[] older = new byte[32];
        byte[] newer = new byte[32];
        newer[0] = 1;
        String before = new Seal(() -> new SealingKeys(Map.of(1, older))).seal("state".getBytes(UTF_8), "owner");
        Seal rotated = new Seal(() -> new SealingKeys(Map.of(1, older, 2, newer)));

        assertThat(rotated.open(before, "owner")).isPresent();
        assertThat(seal.open(rotated.seal("state".getBytes(UTF_8), "owner"), "owner"))
                .isEmpty();
    }
}
