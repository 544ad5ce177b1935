package io.devmesh.edge.jsonrpc;

/** Error codes of JSON-RPC 2.0 and of MCP. */
public enum JsonRpcErrorCode {
    PARSE_ERROR(-32700),
    INVALID_REQUEST(-32600),
    METHOD_NOT_FOUND(-32601),
    INVALID_PARAMS(-32602),
    INTERNAL_ERROR(-32603),
    /** Nobody we know is calling; used where the transport has no status of its own. */
    UNAUTHORIZED(-32001),
    /** Up to 2025-11-25; later it is INVALID_PARAMS. */
    RESOURCE_NOT_FOUND(-32002),
    /** The session is unknown or over; HTTP says 404. */
    SESSION_NOT_FOUND(-32003),
    /** More than a limit lets through; the same number as above, the data tells which limit. HTTP says 429. */
    LIMIT_EXCEEDED(-32003),
    /** Something that the request needs is away for the moment. */
    UNAVAILABLE(-32004),
    /** Whoever calls may not do this; HTTP says 403. */
    FORBIDDEN(-32006),
    /** Header and body disagree (MCP 2026-07-28, SEP-2243). */
    HEADER_MISMATCH(-32020),
    /** The client lacks a capability that the answer needs (MCP 2026-07-28, SEP-2575). */
    MISSING_CLIENT_CAPABILITY(-32021),
    /** MCP 2026-07-28, SEP-2575. */
    UNSUPPORTED_PROTOCOL_VERSION(-32022);

    private final int code;

    JsonRpcErrorCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
