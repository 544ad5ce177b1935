package io.devmesh.shared.source;

import java.util.regex.Pattern;

/** The last part of a webhook URL: 1 to 64 of {@code a-z 0-9 . _ -}, first a letter or digit; unique over all tenants. */
public record SourceName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public SourceName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a source name");
        }
    }

    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
