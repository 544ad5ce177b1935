package io.devmesh.shared.event;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The JSON inside a webhook's body: the body itself, or the form field {@code payload} that carries it. */
public final class PayloadForm {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FIELD = "payload=";

    private PayloadForm() {}

    /** The bytes that should be JSON; nothing is checked. A form without that field gives no bytes. */
    public static byte[] json(String contentType, byte[] body) {
        if (!contentType.equalsIgnoreCase(FORM)) {
            return body;
        }
        for (String field : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            if (field.startsWith(FIELD)) {
                return decode(field.substring(FIELD.length()));
            }
        }
        return new byte[0];
    }

    private static byte[] decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return new byte[0];
        }
    }
}
