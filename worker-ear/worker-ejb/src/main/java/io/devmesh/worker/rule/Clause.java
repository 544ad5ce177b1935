package io.devmesh.worker.rule;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A part of the rules as they were sent. What is wrong with it is said with its path.
 *
 * @param path such as {@code rules[0].transform[2].to}
 */
record Clause(String path, JsonNode node) {
    /** {@code what} ends the sentence that begins with the path. */
    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(path + " " + what);
    }

    /** Throws where this is no object, or has a field that is none of {@code known}. */
    Clause fields(Set<String> known) {
        for (String name : object().node.propertyNames()) {
            if (!known.contains(name)) {
                throw wrong("has the unknown field \"" + name + "\"; it may have "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return this;
    }

    Clause object() {
        if (!node.isObject()) {
            throw wrong("must be an object");
        }
        return this;
    }

    Optional<Clause> field(String name) {
        return node.has(name) ? Optional.of(at(name)) : Optional.empty();
    }

    /** The field, or a clause without a value, so that it can be told what is wrong with it. */
    Clause at(String name) {
        return new Clause(path + "." + name, node.path(name));
    }

    /** Throws where this is no array, or one of more than {@code most}. */
    List<Clause> list(int most) {
        if (!node.isArray() || node.size() > most) {
            throw wrong("must be an array of at most " + most);
        }
        return IntStream.range(0, node.size())
                .mapToObj(index -> new Clause(path + "[" + index + "]", node.get(index)))
                .toList();
    }

    /** As {@link #list}, but throws {@code otherwise} where it is empty. */
    List<Clause> some(int most, String otherwise) {
        List<Clause> parts = list(most);
        if (parts.isEmpty()) {
            throw wrong(otherwise);
        }
        return parts;
    }

    boolean flag() {
        if (!node.isBoolean()) {
            throw wrong("must be true or false");
        }
        return node.booleanValue();
    }

    /** Throws {@code otherwise} where this is no text. */
    String text(String otherwise) {
        if (!node.isString()) {
            throw wrong(otherwise);
        }
        return node.stringValue();
    }
}
