package io.devmesh.shared.stream;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.StoredNotice.Item;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Notices as one entry of a stream: a field for each tenant, named by its id. The value is JSON without names, in which
 * events that differ in nothing but their id share a line: {@code [["source","type","owner/name",["id","id"]],…]}, null
 * for no repository.
 */
public final class StoredNoticeCodec {
    /** What a line has beside the ids. */
    private record Kind(String source, String type, Optional<String> repository) {}

    private StoredNoticeCodec() {}

    public static Map<String, String> encode(List<StoredNotice> notices) {
        Map<String, String> fields = new LinkedHashMap<>();
        notices.forEach(notice ->
                fields.put(notice.tenant().toString(), lines(notice.events()).toString()));
        return fields;
    }

    private static ArrayNode lines(List<Item> events) {
        ArrayNode lines = Json.mapper().createArrayNode();
        Map<Kind, ArrayNode> idsByKind = new LinkedHashMap<>();
        for (Item event : events) {
            idsByKind
                    .computeIfAbsent(
                            new Kind(event.source(), event.type(), event.repository()), kind -> addLine(lines, kind))
                    .add(event.id().toString());
        }
        return lines;
    }

    private static ArrayNode addLine(ArrayNode lines, Kind kind) {
        return lines.addArray()
                .add(kind.source())
                .add(kind.type())
                .add(kind.repository().orElse(null))
                .addArray();
    }

    /** Throws UndecodableEntryException, which says what is wrong, where the fields are not what {@link #encode} makes. */
    public static List<StoredNotice> decode(Map<String, String> fields) throws UndecodableEntryException {
        try {
            List<StoredNotice> notices = new ArrayList<>(fields.size());
            for (Map.Entry<String, String> field : fields.entrySet()) {
                List<Item> events = new ArrayList<>();
                array(Json.mapper().readTree(field.getValue())).forEach(line -> decode(array(line), events));
                notices.add(new StoredNotice(TenantId.parse(field.getKey()), events));
            }
            return notices;
        } catch (JacksonException notJson) {
            throw new UndecodableEntryException("not JSON", notJson);
        } catch (IllegalArgumentException malformed) {
            throw new UndecodableEntryException(malformed.getMessage(), malformed);
        }
    }

    private static void decode(ArrayNode line, List<Item> events) {
        String source = text(line.path(0));
        String type = text(line.path(1));
        Optional<String> repository = line.path(2).isNull() ? Optional.empty() : Optional.of(text(line.path(2)));
        array(line.path(3)).forEach(id -> events.add(new Item(EventId.parse(text(id)), source, type, repository)));
    }

    private static ArrayNode array(JsonNode node) {
        if (node instanceof ArrayNode array) {
            return array;
        }
        throw new IllegalArgumentException("not a list: " + node.getNodeType());
    }

    private static String text(JsonNode node) {
        if (node.isString()) {
            return node.stringValue();
        }
        throw new IllegalArgumentException("not a text: " + node.getNodeType());
    }
}
