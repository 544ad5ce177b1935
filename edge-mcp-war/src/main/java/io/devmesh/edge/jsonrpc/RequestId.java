package io.devmesh.edge.jsonrpc;

import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.StringNode;

/** The id of a request: a string or a whole number, echoed as it came. */
public sealed interface RequestId {
    /** As a JSON value. */
    default JsonNode toJson() {
        return switch (this) {
            case Text(String value) -> StringNode.valueOf(value);
            case Whole(BigInteger value) -> BigIntegerNode.valueOf(value);
        };
    }

    /** The other way; empty for what is no id. */
    static Optional<RequestId> ofJson(JsonNode node) {
        if (node.isString()) {
            return Optional.of(new Text(node.stringValue()));
        }
        return node.isIntegralNumber() ? Optional.of(new Whole(node.bigIntegerValue())) : Optional.empty();
    }

    record Text(String value) implements RequestId {}

    record Whole(BigInteger value) implements RequestId {}
}
