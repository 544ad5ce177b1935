package io.devmesh.shared.source;

import java.util.regex.Pattern;

/** A place that events are forwarded to: 1 to 64 of {@code a-z 0-9 . _ -}, first a letter or digit; unique in its tenant. */
public record TargetName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public TargetName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a target name");
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
