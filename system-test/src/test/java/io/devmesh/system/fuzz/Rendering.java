package io.devmesh.system.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes of a tree, also of what a tree can't be: twice the same key, thousands of levels, half a character. */
final class Rendering {
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final String AGAIN = "\u0001";
    private static final Pattern DEEP = Pattern.compile("\"@deep([0-9]+)\"");

    private Rendering() {}

    /** A key that will be the same as {@code key}. */
    static String again(String key) {
        return key + AGAIN;
    }

    /** A text that will be so many arrays in each other. */
    static String deep(int levels) {
        return "@deep" + levels;
    }

    /** @param escaped whether all that is not ASCII is written as an escape, as half a character must be */
    static byte[] bytes(JsonNode message, boolean escaped) {
        String text = (escaped ? ESCAPING : PLAIN).writeValueAsString(message);
        String doubled = text.replace("\\u0001\":", "\":");
        return DEEP.matcher(doubled)
                .replaceAll(found -> levels(Integer.parseInt(found.group(1))))
                .getBytes(UTF_8);
    }

    private static String levels(int count) {
        return "[".repeat(count) + "]".repeat(count);
    }
}
