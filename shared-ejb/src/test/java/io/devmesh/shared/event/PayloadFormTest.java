package io.devmesh.shared.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PayloadFormTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void isTheBodyItselfForJson() {
        byte[] body = "{}".getBytes(UTF_8);

        assertThat(PayloadForm.json("application/json", body)).containsSame(body);
    }

    @Test
    void isTheDecodedPayloadFieldOfAForm() {
        assertThat(json("a=b&payload=%7B%22a%22%3A%22x+y%22%7D")).contains("{\"a\":\"x y\"}");
    }

    @Test
    void isNothingForAFormWithoutTheFieldOrWithABrokenOne() {
        assertThat(json("a=b")).isEmpty();
        assertThat(json("payload=%zz")).isEmpty();
    }

    @Test
    void comesBackOutOfTheBodyThatItIsPutInto() {
        byte[] json = "{\"a\":\"x & y = ü\"}".getBytes(UTF_8);

        for (String type : List.of(FORM, FORM + "; charset=utf-8", "application/json")) {
            assertThat(PayloadForm.json(type, PayloadForm.body(type, json))).contains(json);
        }
    }

    private static Optional<String> json(String form) {
        return PayloadForm.json(FORM, form.getBytes(UTF_8)).map(bytes -> new String(bytes, UTF_8));
    }
}
