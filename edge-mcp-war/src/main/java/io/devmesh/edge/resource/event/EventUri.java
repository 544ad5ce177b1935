package io.devmesh.edge.resource.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.edge.event.EventVariables;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredNotice;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a URI of ours names. There is one way to write each part, so that two URIs of the same event are equal. */
sealed interface EventUri {
    String ALL = "devmesh://events";

    /** All that RFC 3986 allows without an IP address; java.net.URI allows more. */
    Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9%._~:/?#@!$&'()*+,;=-]*");

    /** {@code devmesh://events/{id}}. */
    record One(EventId id) implements EventUri {}

    /** {@code devmesh://events{?source,type,repository}}. */
    record Matching(Optional<String> source, Optional<String> type, Optional<String> repository) implements EventUri {
        EventFilter filter() {
            return new EventFilter(
                    source, type, repository, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** As {@link EventFilter} means it. */
        boolean matches(StoredNotice.Item event) {
            return source.filter(wanted -> !wanted.equals(event.source())).isEmpty()
                    && type.filter(wanted -> !isOfType(event.type(), wanted)).isEmpty()
                    && repository
                            .filter(wanted -> !event.repository().equals(Optional.of(wanted)))
                            .isEmpty();
        }

        private static boolean isOfType(String type, String wanted) {
            return type.equals(wanted) || type.startsWith(wanted + ".");
        }
    }

    /** Whether it shows another thing after those events were stored. */
    default boolean isUpdatedBy(StoredNotice notice) {
        return switch (this) {
            case One(EventId id) ->
                notice.events().stream().anyMatch(event -> event.id().equals(id));
            case Matching matching -> notice.events().stream().anyMatch(matching::matches);
        };
    }

    /** Where the tenant's source of that name has its events. */
    static String ofSource(String name) {
        return ALL + "?source=" + URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }

    /** Empty where {@code text} is none of ours. */
    static Optional<EventUri> parse(String text) {
        try {
            URI uri = new URI(text);
            if (!CHARACTERS.matcher(text).matches()
                    || !"devmesh".equals(uri.getScheme())
                    || !"events".equals(uri.getRawAuthority())
                    || uri.getRawFragment() != null) {
                return Optional.empty();
            }
            return uri.getRawPath().isEmpty() ? matching(uri.getRawQuery()) : one(uri);
        } catch (URISyntaxException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<EventUri> one(URI uri) {
        String id = uri.getRawPath().substring(1);
        if (uri.getRawQuery() != null || id.length() != 36) {
            return Optional.empty();
        }
        try {
            UUID parsed = UUID.fromString(id);
            return parsed.toString().equals(id) ? Optional.of(new One(new EventId(parsed))) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<EventUri> matching(String rawQuery) {
        if (rawQuery == null) {
            return Optional.of(new Matching(Optional.empty(), Optional.empty(), Optional.empty()));
        }
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : rawQuery.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String value = decode(parameter.substring(equals + 1));
            if (equals < 0
                    || !EventVariables.isValue(value)
                    || parameters.put(parameter.substring(0, equals), value) != null) {
                return Optional.empty();
            }
        }
        Matching matching = new Matching(
                Optional.ofNullable(parameters.remove(EventVariables.SOURCE)),
                Optional.ofNullable(parameters.remove(EventVariables.TYPE)),
                Optional.ofNullable(parameters.remove(EventVariables.REPOSITORY)));
        return parameters.isEmpty() ? Optional.of(matching) : Optional.empty();
    }

    /** A plus is a plus: RFC 3986 knows no other. */
    private static String decode(String value) {
        return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
    }
}
