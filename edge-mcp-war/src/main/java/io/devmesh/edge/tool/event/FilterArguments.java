package io.devmesh.edge.tool.event;

import io.devmesh.edge.tool.ToolCall;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filter that tools over events share. */
public final class FilterArguments {
    private static final Pattern OFFSET = Pattern.compile("([+-])([0-9]{2}):([0-9]{2})$");

    private FilterArguments() {}

    /** From the arguments that the call has. */
    public static EventFilter read(ToolCall call) {
        return new EventFilter(
                call.text("source"),
                call.text("type"),
                call.text("repository"),
                call.text("status").map(EventStatus::ofWire),
                call.text("since").map(FilterArguments::instant),
                call.text("until").map(FilterArguments::instant),
                call.text("text"));
    }

    /**
     * RFC 3339, which the schema has checked, has leap seconds, offsets up to 23:59, and as many digits as one likes; Java has none
     * of them.
     */
    private static Instant instant(String time) {
        String plain = time.replaceFirst(":60(?=[.Zz+-])", ":59").replaceFirst("([.][0-9]{9})[0-9]+", "$1");
        Matcher offset = OFFSET.matcher(plain);
        if (!offset.find()) {
            return OffsetDateTime.parse(plain).toInstant();
        }
        Duration ahead = Duration.ofHours(Long.parseLong(offset.group(2))).plusMinutes(Long.parseLong(offset.group(3)));
        Instant local =
                OffsetDateTime.parse(plain.substring(0, offset.start()) + "Z").toInstant();
        return offset.group(1).equals("+") ? local.minus(ahead) : local.plus(ahead);
    }
}
