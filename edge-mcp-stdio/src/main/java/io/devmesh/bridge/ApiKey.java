package io.devmesh.bridge;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The key that every request carries. Prints nothing of itself. */
final class ApiKey {
    static final String VARIABLE = "EDGE_MCP_API_KEY";

    /** What may stand in a header after "Bearer": other characters are a pasting accident. */
    private static final Pattern FORM = Pattern.compile("[!-~]+");

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** Throws IllegalArgumentException, with a message for the user, where there is none or it can't be one. */
    static ApiKey from(Map<String, String> environment) {
        String text = Optional.ofNullable(environment.get(VARIABLE)).orElse("").strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("the variable " + VARIABLE
                    + " is not set: put your API key there (it never goes on the command line)");
        }
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("the variable " + VARIABLE
                    + " holds a blank or a character that no API key has: copy the key again");
        }
        return new ApiKey(text);
    }

    /** The value of the header Authorization. */
    String authorization() {
        return "Bearer " + text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
