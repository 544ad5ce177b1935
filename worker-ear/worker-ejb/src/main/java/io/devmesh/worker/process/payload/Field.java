package io.devmesh.worker.process.payload;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** One text of a payload: where it stands, and how it is written. Blank is absent. */
@FunctionalInterface
public interface Field {
    Field NONE = payload -> Optional.empty();

    Optional<String> in(JsonNode payload);

    /** The first of {@code pointers} (RFC 6901) that leads to a text or an integer. */
    static Field at(String... pointers) {
        return at(pointers, text -> true);
    }

    /** As {@link #at}, but takes only what a browser may open: some URLs are set by whoever reports a status. */
    static Field page(String... pointers) {
        return at(pointers, text -> text.startsWith("https://") || text.startsWith("http://"));
    }

    /** {@code #12}. */
    static Field number(String pointer) {
        return at(pointer).map(number -> "#" + number);
    }

    /** {@code refs/heads/main} of {@code main}; full names stay as they are. */
    static Field branch(String pointer) {
        return at(pointer).map(name -> qualified("refs/heads/", name));
    }

    /** {@code refs/tags/v1} of {@code v1}; full names stay as they are. */
    static Field tag(String pointer) {
        return at(pointer).map(name -> qualified("refs/tags/", name));
    }

    /** Both with {@code separator} between them, or the one that is there. */
    static Field joined(String separator, Field left, Field right) {
        return payload -> {
            Optional<String> start = left.in(payload);
            Optional<String> end = right.in(payload);
            return start.isPresent() && end.isPresent()
                    ? Optional.of(start.get() + separator + end.get())
                    : start.or(() -> end);
        };
    }

    /** {@code then} where the payload's action begins with {@code action}. */
    static Field when(String action, Field then, Field otherwise) {
        Field actual = at("/action");
        return payload -> (actual.in(payload).orElse("").startsWith(action) ? then : otherwise).in(payload);
    }

    default Field or(Field other) {
        return payload -> in(payload).or(() -> other.in(payload));
    }

    /** Without white space around it. */
    default Field firstLine() {
        return map(text -> text.strip().lines().findFirst().orElse(""));
    }

    default Field map(Function<String, String> change) {
        return payload -> in(payload).map(change);
    }

    private static Field at(String[] pointers, Predicate<String> accepted) {
        List<JsonPointer> compiled =
                Arrays.stream(pointers).map(JsonPointer::compile).toList();
        return payload -> {
            for (JsonPointer pointer : compiled) {
                Optional<String> text = text(payload.at(pointer)).filter(accepted);
                if (text.isPresent()) {
                    return text;
                }
            }
            return Optional.empty();
        };
    }

    private static Optional<String> text(JsonNode node) {
        if (node.isString()) {
            return Optional.of(node.stringValue()).filter(text -> !text.isBlank());
        }
        return node.isIntegralNumber() ? Optional.of(node.asString()) : Optional.empty();
    }

    private static String qualified(String prefix, String name) {
        return name.startsWith("refs/") ? name : prefix + name;
    }
}
