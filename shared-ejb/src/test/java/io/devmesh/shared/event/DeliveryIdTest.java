package io.devmesh.shared.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryIdTest {
    @Test
    void takesWhatProvidersSend() {
        assertThat(new DeliveryId("72d3162e-cc78-11e3-81ab-4c9367dc0958"))
                .hasToString("72d3162e-cc78-11e3-81ab-4c9367dc0958");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "é"})
    void refusesWhatIsNotVisibleAscii(String text) {
        assertThatThrownBy(() -> new DeliveryId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreThanTheColumnHolds() {
        assertThat(DeliveryId.isValid("x".repeat(255))).isTrue();
        assertThat(DeliveryId.isValid("x".repeat(256))).isFalse();
    }
}
