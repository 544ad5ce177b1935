package io.devmesh.edge.tool.event;

import io.devmesh.edge.tool.ToolCall;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventStatus;
import java.time.Instant;
import java.time.OffsetDateTime;

/** The filter that event_list and event_stats share. */
final class FilterArguments {
    private FilterArguments() {}

    static EventFilter read(ToolCall call) {
        return new EventFilter(
                call.text("source"),
                call.text("type"),
                call.text("repository"),
                call.text("status").map(EventStatus::ofWire),
                call.text("since").map(FilterArguments::instant),
                call.text("until").map(FilterArguments::instant),
                call.text("text"));
    }

    /** RFC 3339, which the schema has checked, has leap seconds; Java's clock has none. */
    private static Instant instant(String time) {
        return OffsetDateTime.parse(time.replaceFirst(":60(?=[.Zz+-])", ":59")).toInstant();
    }
}
