package io.devmesh.benchmark.sample;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Made by {@link SampleBody}, each another.
 *
 * @param bodyBytes of each
 */
public record SamplePayloads(int bodyBytes) implements Payloads {
    @Override
    public Payload payload(int number) {
        SampleBody body = SampleBody.of(number);
        return new Payload(
                body.type(),
                Optional.of(body.repository()),
                Optional.of(SampleBody.ACTOR),
                body.json(bodyBytes).getBytes(StandardCharsets.UTF_8));
    }
}
