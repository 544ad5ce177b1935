package io.devmesh.edge.content;

import io.devmesh.shared.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A picture that a client may show beside a name; clients older than 2025-11-25 ignore it.
 *
 * @param src an {@code https:} or {@code data:} URI
 * @param mimeType where {@code src} does not tell
 * @param sizes such as {@code 48x48}, or {@code any}; empty where it fits every size
 * @param theme what background it is for
 */
public record Icon(String src, Optional<String> mimeType, List<String> sizes, Optional<Theme> theme) {
    public enum Theme {
        LIGHT,
        DARK
    }

    /** For every size and background. */
    public static Icon of(String src) {
        return new Icon(src, Optional.empty(), List.of(), Optional.empty());
    }

    /** Writes a list of {@code Icon} objects of MCP into {@code description}, unless there are none. */
    public static void put(List<Icon> icons, ObjectNode description) {
        if (!icons.isEmpty()) {
            ArrayNode list = description.putArray("icons");
            icons.forEach(icon -> list.add(icon.toJson()));
        }
    }

    private ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("src", src);
        mimeType.ifPresent(type -> json.put("mimeType", type));
        if (!sizes.isEmpty()) {
            ArrayNode list = json.putArray("sizes");
            sizes.forEach(list::add);
        }
        theme.ifPresent(background -> json.put("theme", background.name().toLowerCase(Locale.ROOT)));
        return json;
    }
}
