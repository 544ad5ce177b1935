package io.devmesh.edge.mcp.operation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.json.Json;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A piece of a list.
 *
 * @param items at most {@value #SIZE}
 * @param nextCursor where the rest begins; opaque to clients
 */
record Page(List<ObjectNode> items, Optional<String> nextCursor) {
    static final int SIZE = 100;

    private static final String MARK = "from:";

    /** The page that the params' cursor names; throws JsonRpcException for a cursor that is none of ours. */
    static Page of(List<ObjectNode> all, ObjectNode params) {
        int from = start(params.path("cursor"));
        if (from < 0 || from > all.size()) {
            throw Params.invalid("params.cursor is not one that this server gave");
        }
        int to = Math.min(from + SIZE, all.size());
        return new Page(all.subList(from, to), to < all.size() ? Optional.of(cursor(to)) : Optional.empty());
    }

    /** A result with the list under {@code name}. */
    ObjectNode as(String name) {
        ObjectNode result = Json.mapper().createObjectNode();
        ArrayNode list = result.putArray(name);
        items.forEach(list::add);
        nextCursor.ifPresent(cursor -> result.put("nextCursor", cursor));
        return result;
    }

    private static String cursor(int from) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((MARK + from).getBytes(UTF_8));
    }

    private static int start(JsonNode cursor) {
        if (cursor.isMissingNode() || cursor.isNull()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor.asString("")), UTF_8);
            if (text.startsWith(MARK)) {
                return Integer.parseInt(text.substring(MARK.length()));
            }
        } catch (IllegalArgumentException foreign) {
            // Told below.
        }
        throw Params.invalid("params.cursor is not one that this server gave");
    }
}
