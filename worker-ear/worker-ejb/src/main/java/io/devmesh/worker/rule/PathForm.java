package io.devmesh.worker.rule;

import java.util.regex.Pattern;

/**
 * The part of JSONPath (<a href="https://www.rfc-editor.org/rfc/rfc9535">RFC 9535</a>) that the library reads as the standard says, and
 * in a time that grows no faster than the payload: names, indexes, slices without a step, wildcards, one descent, and filters that
 * compare what is near. The library would take more, such as functions, regular expressions and unclosed brackets.
 */
final class PathForm {
    private static final String NAME = "(?:[A-Za-z_]|[^\\x00-\\x7F])(?:[A-Za-z0-9_]|[^\\x00-\\x7F])*+";
    private static final String QUOTED = "(?:'[^'\\\\]*+'|\"[^\"\\\\]*+\")";
    private static final String INDEX = "-?[0-9]{1,9}";
    private static final String INDEXES = INDEX + "(?: *, *" + INDEX + ")*";
    private static final String SLICE = "(?:" + INDEX + ":(?:" + INDEX + ")?|:" + INDEX + ")";

    private static final String NEAR = "@(?:\\." + NAME + "|\\[" + QUOTED + "]|\\[" + INDEX + "])*";
    private static final String OPERAND = "(?:" + NEAR + "|" + QUOTED + "|-?[0-9]+(?:\\.[0-9]+)?|true|false|null)";
    private static final String COMPARISON = OPERAND + " *(?:==|!=|<=|>=|<|>) *" + OPERAND;
    private static final String TEST = "(?:" + COMPARISON + "|!?" + NEAR + ")";
    private static final String FILTER = "\\?\\( *" + TEST + "(?: *(?:&&|\\|\\|) *" + TEST + ")* *\\)";

    private static final String BRACKETS =
            "\\[ *(?:" + QUOTED + "|" + INDEXES + "|" + SLICE + "|\\*|" + FILTER + ") *]";
    private static final String CHILD = "(?:\\." + NAME + "|\\.\\*|" + BRACKETS + ")";
    private static final String DESCENT = "\\.\\.(?:" + NAME + "|\\*|" + BRACKETS + ")";
    private static final Pattern FORM = Pattern.compile("\\$" + CHILD + "*(?:" + DESCENT + CHILD + "*)?");

    private PathForm() {}

    static boolean accepts(String path) {
        return FORM.matcher(path).matches();
    }
}
