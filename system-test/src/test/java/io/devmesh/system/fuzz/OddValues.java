package io.devmesh.system.fuzz;

import io.devmesh.shared.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Values that programs stumble over. */
final class OddValues {
    private static final int LONG = 64 << 10;
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\u0007\u001b[31m",
            "\r\nX-Injected: 1",
            "\ufeff",
            "\ud800",
            "\udc00x",
            "x".repeat(127) + "\ud83d\ude00",
            "\u202egnp",
            "\uffff",
            "%00",
            "%",
            "' OR 1=1 --",
            "${jndi:ldap://127.0.0.1/a}",
            "../../etc/passwd",
            "{{7*7}}",
            "null",
            "true",
            "0",
            "-1",
            "2.0",
            "__proto__",
            "00000000-0000-0000-0000-000000000000",
            "ZnJvbToxMDAwMDAwMDAw",
            "ZnJvbTotMQ",
            "Kzk5OTk5OTk5OS0xMi0zMVQyMzo1OTo1OVp8MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw",
            "initialize",
            "tools/call",
            "2025-11-25",
            "2026-07-28",
            "9999-12-31");
    private static final List<String> TIMES = List.of(
            "0000-01-01T00:00:00Z",
            "0000-01-01T00:00:00+23:59",
            "0001-01-01T00:00:00+18:00",
            "2026-01-01T00:00:00+23:59",
            "2026-01-01T00:00:00-18:01",
            "2026-02-30T00:00:00Z",
            "2026-06-30T23:59:60Z",
            "2026-12-31t23:59:59.123456789123z",
            "2026-12-31T24:00:00Z",
            "9999-12-31T23:59:59-23:59",
            "+999999999-12-31T23:59:59Z");
    private static final List<String> URIS = List.of(
            "devmesh://events/00000000-0000-0000-0000-000000000000",
            "devmesh://events?source=%00",
            "devmesh://events?source=%zz",
            "devmesh://events?source=a[b]",
            "devmesh://events?source=\u00e9",
            "devmesh://events?type=%ED%A0%80&type=",
            "devmesh://events?=&=",
            "devmesh://events/../events",
            "devmesh:events",
            "test://template/%2e%2e/data",
            "test://template//data",
            "http://[::1",
            "file:///etc/passwd",
            "x".repeat(3_000) + "://a");
    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "0.5",
            "1e2",
            "1E400",
            "-1e-400",
            "1e999999999",
            "2147483648",
            "9007199254740993",
            "9223372036854775808",
            "18446744073709551616");

    private final Dice dice;

    OddValues(Dice dice) {
        this.dice = dice;
    }

    String text() {
        if (dice.oneIn(40)) {
            return "ab\u00e9\ud83d\ude00".repeat(dice.below(LONG) / 5);
        }
        return dice.of(TEXTS);
    }

    /** Something that looks like {@code text}, and something else now and then. */
    String like(String text) {
        if (dice.oneIn(3)) {
            return text();
        }
        if (text.contains("://")) {
            return dice.of(URIS);
        }
        return TIME.matcher(text).lookingAt() ? dice.of(TIMES) : text();
    }

    JsonNode number() {
        if (dice.oneIn(8)) {
            return BigIntegerNode.valueOf(BigInteger.TEN.pow(dice.below(1_200)));
        }
        return DecimalNode.valueOf(new BigDecimal(dice.of(NUMBERS)));
    }

    JsonNode any() {
        return switch (dice.below(9)) {
            case 0 -> Json.mapper().nullNode();
            case 1 -> BooleanNode.valueOf(dice.oneIn(2));
            case 2 -> number();
            case 3 -> IntNode.valueOf(dice.below(1_000) - 500);
            case 4 -> Json.mapper().createObjectNode();
            case 5 -> Json.mapper().createArrayNode();
            case 6 -> Json.mapper().createArrayNode().add(text()).add(number());
            case 7 -> Json.mapper().createObjectNode().put(text(), text());
            default -> StringNode.valueOf(text());
        };
    }

    /** Far more levels than a reader should follow, or nearly as many as it does. */
    JsonNode deep() {
        return StringNode.valueOf(Rendering.deep(dice.of(List.of(50, 190, 300, 5_000))));
    }
}
