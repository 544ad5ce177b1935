package io.devmesh.edge.jsonrpc;

import java.math.BigInteger;

/** The id of a request: a string or a whole number, echoed as it came. */
public sealed interface RequestId {
    record Text(String value) implements RequestId {}

    record Whole(BigInteger value) implements RequestId {}
}
