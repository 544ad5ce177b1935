package io.devmesh.shared.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Optional;

/** The JSON inside a webhook's body: the body itself, or the form field {@code payload} that carries it. */
public final class PayloadForm {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String FIELD = "&payload=";

    private PayloadForm() {}

    /** The bytes that should be JSON, unchecked; empty where a form has no such field or it is not URL-encoded. */
    public static Optional<byte[]> json(String contentType, byte[] body) {
        return isForm(contentType) ? field(body) : Optional.of(body);
    }

    /** The body of that type with {@code json} in it. */
    public static byte[] body(String contentType, byte[] json) {
        return isForm(contentType)
                ? ("payload=" + URLEncoder.encode(new String(json, UTF_8), UTF_8)).getBytes(ISO_8859_1)
                : json;
    }

    private static boolean isForm(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    /** Every byte is one ISO 8859-1 character on the way, so that the JSON parser sees the UTF-8 as it was sent. */
    private static Optional<byte[]> field(byte[] form) {
        String fields = "&" + new String(form, ISO_8859_1);
        int start = fields.indexOf(FIELD);
        if (start < 0) {
            return Optional.empty();
        }
        int end = fields.indexOf('&', start + FIELD.length());
        String value = fields.substring(start + FIELD.length(), end < 0 ? fields.length() : end);
        try {
            return Optional.of(URLDecoder.decode(value, ISO_8859_1).getBytes(ISO_8859_1));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }
}
