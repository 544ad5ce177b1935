package io.devmesh.worker.rule;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/**
 * A regular expression of a schema that gives up on a text: one such as {@code (.*a){12}b} would else hold up the Worker for years, and
 * whoever sends events may choose the text.
 */
final class BoundedPattern implements RegularExpression {
    private static final int LEAST_READS = 10_000;
    private static final int READS_PER_CHARACTER = 100;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Throws PatternSyntaxException. */
    static BoundedPattern of(String regex) {
        return new BoundedPattern(Pattern.compile(regex));
    }

    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new Text(text)).find();
        } catch (StackOverflowError tooDeep) { // how the JDK's expressions give up on long texts
            throw new TooSlowException();
        }
    }

    /** The text has not been read to its end. */
    static final class TooSlowException extends RuntimeException {
        TooSlowException() {
            super("a regular expression takes too long", null, false, false);
        }
    }

    /** Counts how often it is read. */
    private static final class Text implements CharSequence {
        private final String text;
        private long left;

        Text(String text) {
            this.text = text;
            left = LEAST_READS + (long) READS_PER_CHARACTER * text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new TooSlowException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
