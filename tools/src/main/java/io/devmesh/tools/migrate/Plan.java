package io.devmesh.tools.migrate;

import io.devmesh.shared.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;

/** What {@code --dry-run} tells: how much there is on either side. */
record Plan(String stream, StreamReader source, StreamReader target) {
    private static final StreamEntryID END = new StreamEntryID(Long.MAX_VALUE, Long.MAX_VALUE);

    void printTo(PrintWriter out, boolean json) {
        Map<String, Long> pending = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (Group group : source.groups(StreamReader.START, END)) {
            long held = group.pending().size();
            pending.put(group.name(), held);
            lines.add("Group " + group.name() + ": " + held + " pending, delivered up to " + group.lastDelivered());
        }
        long entries = source.length();
        long there = target.length();
        if (json) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("stream", stream);
            fields.put("entries", entries);
            fields.put("on_target", there);
            fields.put("pending", pending);
            out.println(Json.mapper().writeValueAsString(fields));
        } else {
            out.println("Stream " + stream + ": " + entries + " entries on the source, " + there + " on the target");
            lines.forEach(out::println);
        }
    }
}
