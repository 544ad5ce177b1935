package io.devmesh.worker.rule;

import java.util.regex.Pattern;

/** A type of events, or with {@code *} at its end all that begin so: {@code push}, {@code pull_request.*}, {@code *}. */
record TypePattern(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,128}\\*?|\\*");
    private static final String ANYTHING = "*";

    static TypePattern of(Clause clause) {
        String must =
                "must be a type of events such as push, pull_request.* or *, with dots for colons, slashes and spaces";
        String text = clause.text(must);
        if (!FORM.matcher(text).matches()) {
            throw clause.wrong(must);
        }
        return new TypePattern(text);
    }

    boolean matches(String type) {
        return text.endsWith(ANYTHING) ? type.startsWith(text.substring(0, text.length() - 1)) : type.equals(text);
    }
}
