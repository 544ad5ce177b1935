package io.devmesh.shared.source;

/** The last part of a webhook URL: 1 to 64 of {@code a-z 0-9 . _ -}, first a letter or digit; unique over all tenants. */
public record SourceName(String value) {
    private static final int MAX_LENGTH = 64;

    public SourceName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a source name");
        }
    }

    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        // Not by a regular expression: each entry of the stream is looked at.
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        return value;
    }
}
