package io.devmesh.shared.tenant;

/**
 * Names of tools: one, or all that match where it has a {@code *}, which stands for any characters, or none.
 *
 * @param text 1 to 64 of {@code A-Z a-z 0-9 _ . - *}
 */
public record ToolPattern(String text) {
    private static final int LONGEST = 64;

    /** Throws IllegalArgumentException where {@code text} has another form. */
    public ToolPattern {
        if (text.isEmpty()
                || text.length() > LONGEST
                || !text.chars().allMatch(c -> "_.-*".indexOf(c) >= 0 || (c < 128 && Character.isLetterOrDigit(c)))) {
            throw new IllegalArgumentException(
                    "a tool is named by 1 to " + LONGEST + " letters, digits, '_', '.', '-', or '*' for any of them");
        }
    }

    /** In one walk with one step back, so that no pattern makes it slow. */
    public boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (in < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        return at == text.length();
    }

    @Override
    public String toString() {
        return text;
    }
}
