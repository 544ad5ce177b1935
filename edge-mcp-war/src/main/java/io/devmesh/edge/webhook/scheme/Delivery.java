package io.devmesh.edge.webhook.scheme;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A delivery as it came in.
 *
 * @param header gives null where a header is absent
 * @param body the bytes that the signature is over
 */
public record Delivery(Function<String, String> header, byte[] body) {
    Optional<String> header(String name) {
        return Optional.ofNullable(header.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Without parameters, in lower case. */
    public String contentType() {
        String value = header("Content-Type").orElse("application/octet-stream");
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
