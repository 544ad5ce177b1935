package io.devmesh.edge.tool.event;

import io.devmesh.edge.tool.ToolCall;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filter that event_list and event_stats share. */
final class FilterArguments {
    private static final Pattern OFFSET = Pattern.compile("([+-])([0-9]{2}):([0-9]{2})$");

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

    /** RFC 3339, which the schema has checked, has leap seconds, and offsets up to 23:59; Java has neither. */
    private static Instant instant(String time) {
        String withoutLeap = time.replaceFirst(":60(?=[.Zz+-])", ":59");
        Matcher offset = OFFSET.matcher(withoutLeap);
        if (!offset.find()) {
            return OffsetDateTime.parse(withoutLeap).toInstant();
        }
        Duration ahead = Duration.ofHours(Long.parseLong(offset.group(2))).plusMinutes(Long.parseLong(offset.group(3)));
        Instant local = OffsetDateTime.parse(withoutLeap.substring(0, offset.start()) + "Z")
                .toInstant();
        return offset.group(1).equals("+") ? local.minus(ahead) : local.plus(ahead);
    }
}
