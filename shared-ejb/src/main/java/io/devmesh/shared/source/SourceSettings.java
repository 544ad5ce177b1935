package io.devmesh.shared.source;

import io.devmesh.shared.json.Json;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the provider alone does not say of a source: how its deliveries are signed and labelled. Most sources need none of it.
 *
 * @param signs whether a provider that can either send its secret or sign with it signs ({@code gitlab}, {@code jfrog})
 * @param tolerance how far a signed time may be from ours
 * @param signatureHeader of {@code hmac} and {@code stripe}
 * @param signaturePrefix what stands before the signature of {@code hmac}, such as {@code sha256=}
 * @param digest of {@code hmac}
 * @param encoding of the signature of {@code hmac}
 * @param idHeader where {@code hmac}, {@code bearer} and {@code basic} have the id of a delivery; its body's digest stands in for it
 * @param typeHeader where they have the event's type
 * @param typeField the path in the body where it is otherwise, {@code type} by default
 */
public record SourceSettings(
        boolean signs,
        Duration tolerance,
        Optional<String> signatureHeader,
        String signaturePrefix,
        Digest digest,
        Encoding encoding,
        Optional<String> idHeader,
        Optional<String> typeHeader,
        Optional<String> typeField) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Duration LONGEST_TOLERANCE = Duration.ofHours(1);
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.-]{1,128}");
    private static final int LONGEST_PREFIX = 32;
    private static final Set<String> KNOWN = Set.of(
            "signs",
            "tolerance_seconds",
            "signature_header",
            "signature_prefix",
            "digest",
            "encoding",
            "id_header",
            "type_header",
            "type_field");

    /** Of an HMAC. */
    public enum Digest {
        SHA1,
        SHA256,
        SHA512;

        /** As the Java Cryptography Architecture calls it. */
        public String hmac() {
            return "Hmac" + name();
        }
    }

    /** Of bytes as text. */
    public enum Encoding {
        HEX,
        BASE64
    }

    /** What most sources have. */
    public static SourceSettings none() {
        return of(Json.mapper().createObjectNode());
    }

    /** Throws IllegalArgumentException, with what is wrong, for an object that is not what {@link #toJson} gives. */
    public static SourceSettings of(ObjectNode json) {
        json.propertyNames().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new IllegalArgumentException("unknown setting: " + unknown);
                });
        return new SourceSettings(
                json.path("signs").asBoolean(false),
                tolerance(json.path("tolerance_seconds")),
                matching(json, "signature_header", HEADER),
                prefix(json.path("signature_prefix").asString("")),
                choice(Digest.class, json, "digest", Digest.SHA256),
                choice(Encoding.class, json, "encoding", Encoding.HEX),
                matching(json, "id_header", HEADER),
                matching(json, "type_header", HEADER),
                matching(json, "type_field", PATH));
    }

    /** The same of texts, as a command line has them. */
    public static SourceSettings of(Map<String, String> texts) {
        ObjectNode json = Json.mapper().createObjectNode();
        texts.forEach((name, text) -> {
            switch (name) {
                case "signs" -> json.put(name, truth(text));
                case "tolerance_seconds" -> json.put(name, number(text));
                default -> json.put(name, text);
            }
        });
        return of(json);
    }

    /** Only what differs from {@link #none}. */
    public ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        if (signs) {
            json.put("signs", true);
        }
        if (!tolerance.equals(TOLERANCE)) {
            json.put("tolerance_seconds", tolerance.toSeconds());
        }
        signatureHeader.ifPresent(header -> json.put("signature_header", header));
        if (!signaturePrefix.isEmpty()) {
            json.put("signature_prefix", signaturePrefix);
        }
        if (digest != Digest.SHA256) {
            json.put("digest", wire(digest));
        }
        if (encoding != Encoding.HEX) {
            json.put("encoding", wire(encoding));
        }
        idHeader.ifPresent(header -> json.put("id_header", header));
        typeHeader.ifPresent(header -> json.put("type_header", header));
        typeField.ifPresent(field -> json.put("type_field", field));
        return json;
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("signs must be true or false");
        }
        return text.equals("true");
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("tolerance_seconds must be a number", wrong);
        }
    }

    private static Duration tolerance(JsonNode seconds) {
        Duration tolerance = Duration.ofSeconds(seconds.asLong(TOLERANCE.toSeconds()));
        if (tolerance.isNegative() || tolerance.isZero() || tolerance.compareTo(LONGEST_TOLERANCE) > 0) {
            throw new IllegalArgumentException("tolerance_seconds must be from 1 to " + LONGEST_TOLERANCE.toSeconds());
        }
        return tolerance;
    }

    private static String prefix(String prefix) {
        if (prefix.length() > LONGEST_PREFIX) {
            throw new IllegalArgumentException("signature_prefix has more than " + LONGEST_PREFIX + " characters");
        }
        return prefix;
    }

    private static Optional<String> matching(ObjectNode json, String name, Pattern form) {
        if (!json.has(name)) {
            return Optional.empty();
        }
        String value = json.path(name).asString("");
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must match " + form.pattern());
        }
        return Optional.of(value);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, ObjectNode json, String name, E otherwise) {
        if (!json.has(name)) {
            return otherwise;
        }
        String value = json.path(name).asString("");
        for (E constant : type.getEnumConstants()) {
            if (wire(constant).equals(value)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(name + " is not known: " + value);
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
