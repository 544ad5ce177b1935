package io.devmesh.shared.source;

import tools.jackson.core.JsonPointer;

/** Which events of a source are processed one after the other, as they arrived. */
public sealed interface Ordering {
    /** All of them in any order. */
    record None() implements Ordering {}

    /** Those of one repository; those without one in any order. */
    record ByRepository() implements Ordering {}

    /** All of them in one order. */
    record BySource() implements Ordering {}

    /** Those with the same value at {@code pointer} in their JSON body (RFC 6901). */
    record ByField(JsonPointer pointer) implements Ordering {}

    /** Throws IllegalArgumentException for a text that {@link #wire} does not give. */
    static Ordering of(String text) {
        return switch (text) {
            case "none" -> new None();
            case "repository" -> new ByRepository();
            case "source" -> new BySource();
            default -> {
                if (!text.startsWith("/") || text.length() > 200) {
                    throw new IllegalArgumentException(
                            "order must be none, repository, source or a JSON pointer such as /issue/id");
                }
                yield new ByField(JsonPointer.compile(text));
            }
        };
    }

    /** As it stands in a source's settings. */
    default String wire() {
        return switch (this) {
            case None none -> "none";
            case ByRepository byRepository -> "repository";
            case BySource bySource -> "source";
            case ByField(JsonPointer pointer) -> pointer.toString();
        };
    }
}
