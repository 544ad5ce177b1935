package io.devmesh.worker.api;

import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.EventStatus;
import io.devmesh.shared.event.EventTime;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.source.SourceName;
import io.devmesh.shared.source.TargetName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads what callers send, and throws ProblemException that says what is wrong with it. */
final class Input {
    /** As large as a webhook may be by default, and some for what is around it. */
    private static final int MAX_BODY = 26 << 20;

    private static final int LONGEST_TEXT = 500;
    private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");
    private static final String WRONG_CURSOR = "cursor is not the next_cursor of an answer: leave it out to start over";

    private Input() {}

    /** An object with no other fields than {@code allowed}; nothing at all is an empty one. */
    static ObjectNode object(InputStream body, Set<String> allowed) {
        byte[] bytes = read(body);
        JsonNode json = bytes.length == 0 ? Json.mapper().createObjectNode() : parse(bytes);
        if (!(json instanceof ObjectNode object)) {
            throw invalid("The body is not a JSON object");
        }
        object.propertyNames().stream()
                .filter(name -> !allowed.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw invalid("The body has a field " + unknown + ", and may have "
                            + allowed.stream().sorted().toList());
                });
        return object;
    }

    private static byte[] read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BODY + 1);
            if (bytes.length > MAX_BODY) {
                throw new ProblemException(Problem.TOO_LARGE, "A body has " + MAX_BODY + " bytes at the most");
            }
            return bytes;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException notJson) {
            throw invalid("The body is not JSON: " + notJson.getOriginalMessage());
        }
    }

    /** What {@code parse} makes of it, whose IllegalArgumentException tells the caller what is wrong. */
    static <T> T checked(String what, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException wrong) {
            throw invalid(what + ": " + wrong.getMessage());
        }
    }

    static Optional<String> text(ObjectNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw invalid(name + " is not a text");
        }
        return text(name, value.stringValue());
    }

    /** Null is none. */
    static Optional<String> text(String name, String value) {
        return Optional.ofNullable(value).map(text -> {
            if (text.isBlank() || text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
                throw invalid(name + " is empty, has more than " + LONGEST_TEXT + " characters, or control characters");
            }
            return text;
        });
    }

    static Optional<ObjectNode> object(ObjectNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!(value instanceof ObjectNode object)) {
            throw invalid(name + " is not an object");
        }
        return Optional.of(object);
    }

    static Optional<Instant> time(String name, String value) {
        return Optional.ofNullable(value).map(text -> {
            try {
                Instant time = OffsetDateTime.parse(text).toInstant();
                if (time.isBefore(EventTime.EARLIEST) || time.isAfter(EventTime.LATEST)) {
                    throw invalid(name + " is too far away");
                }
                return time;
            } catch (DateTimeException wrong) {
                throw invalid(name + " is not a time such as 2026-11-23T08:00:00Z");
            }
        });
    }

    static LocalDate day(String name, String value) {
        try {
            LocalDate day = LocalDate.parse(value);
            if (day.getYear() < 1970 || day.getYear() > 9999) {
                throw invalid(name + " is too far away");
            }
            return day;
        } catch (DateTimeException wrong) {
            throw invalid(name + " is not a day such as 2026-11-23");
        }
    }

    static Optional<EventStatus> status(String value) {
        return Optional.ofNullable(value).map(text -> {
            for (EventStatus status : EventStatus.values()) {
                if (status.wire().equals(text)) {
                    return status;
                }
            }
            throw invalid("status is none of received, processed, ignored, retrying, dead, replayed");
        });
    }

    static Optional<EventCursor> cursor(String value) {
        return Optional.ofNullable(value)
                .map(text -> EventCursor.decode(text).orElseThrow(() -> invalid(WRONG_CURSOR)));
    }

    /** The field {@code cursor} where it is a position; without it 0. */
    static long position(ObjectNode json) {
        return text(json, "cursor").map(cursor -> number(cursor, WRONG_CURSOR)).orElse(0L);
    }

    /** @param value null for 0 */
    static long position(String name, String value) {
        return value == null ? 0 : number(value, name + " is not a number");
    }

    private static long number(String text, String wrong) {
        if (!POSITION.matcher(text).matches()) {
            throw invalid(wrong);
        }
        return Long.parseLong(text);
    }

    /** @param limit null for {@code usual} */
    static int limit(String limit, int usual, int most) {
        if (limit == null) {
            return usual;
        }
        if (!SMALL_NUMBER.matcher(limit).matches() || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > most) {
            throw invalid("limit is a number from 1 to " + most);
        }
        return Integer.parseInt(limit);
    }

    /** The field {@code limit}; without it {@code most}. */
    static int limit(ObjectNode json, int most) {
        return limit(json.has("limit") ? json.get("limit").toString() : null, most, most);
    }

    /** What can't be an id is not there. */
    static EventId eventId(String text) {
        try {
            return EventId.parse(text);
        } catch (IllegalArgumentException none) {
            throw ProblemException.missing("event " + text);
        }
    }

    /** Likewise. */
    static UUID keyId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw ProblemException.missing("key " + text);
        }
    }

    /** What can't be a name is not there. */
    static SourceName sourceName(String text) {
        if (!SourceName.isValid(text)) {
            throw ProblemException.missing("source " + text);
        }
        return new SourceName(text);
    }

    /** Likewise. */
    static TargetName targetName(String text) {
        if (!TargetName.isValid(text)) {
            throw ProblemException.missing("target " + text);
        }
        return new TargetName(text);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(Problem.INVALID, detail);
    }
}
