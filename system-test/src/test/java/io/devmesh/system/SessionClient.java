package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.system.EdgeClient.Answer;
import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of 2025-11-25 that has a session, which it may use on any replica. Messages are in JSON with single quotes. */
record SessionClient(EdgeClient edge, String session) {
    private static final String VERSION = "2025-11-25";
    private static final AtomicInteger IDS = new AtomicInteger();

    /** The client can be asked for anything. */
    static SessionClient begin(EdgeClient edge) {
        Answer answer = edge.mcp("{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'" + VERSION
                + "','capabilities':{'elicitation':{},'sampling':{},'roots':{}},"
                + "'clientInfo':{'name':'test','version':'1'}}}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.json());
        }
        return new SessionClient(edge, answer.header("MCP-Session-Id"));
    }

    /** The same session on the replica at that port. */
    SessionClient on(int port) {
        return new SessionClient(edge.on(port), session);
    }

    /** The session's id in the hands of somebody else. */
    SessionClient as(EdgeClient other) {
        return new SessionClient(other, session);
    }

    /** An id that no other request has. */
    static int newId() {
        return IDS.incrementAndGet();
    }

    /** Sends a request whose answer is JSON. */
    Answer request(String method, String params) {
        return edge.send(unsent(method, params));
    }

    /** The same request, for another HTTP client. */
    HttpRequest.Builder unsent(String method, String params) {
        return post(requestOf(newId(), method, params));
    }

    /** Sends anything. */
    Answer send(String message) {
        return edge.send(post(message));
    }

    /** Calls a tool that may answer with a stream; what it says of its progress is told. */
    EventStream call(int id, String tool, String arguments) {
        return EventStream.open(post(requestOf(
                id,
                "tools/call",
                "{'name':'" + tool + "','arguments':" + arguments + ",'_meta':{'progressToken':" + id + "}}")));
    }

    /** Accepts the form that the server's request asks to fill in. */
    Answer accept(String requestId, String content) {
        return send(
                "{'jsonrpc':'2.0','id':'" + requestId + "','result':{'action':'accept','content':" + content + "}}");
    }

    Answer cancel(int requestId) {
        return send("{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':" + requestId + "}}");
    }

    /** Listens from now on. */
    EventStream listen() {
        return EventStream.open(listening());
    }

    /** Goes on after that event. */
    EventStream listen(String lastEventId) {
        return EventStream.open(listening().header("Last-Event-ID", lastEventId));
    }

    HttpRequest.Builder listening() {
        return inSession(HttpRequest.newBuilder(edge.uri("/mcp")).header("Accept", "text/event-stream"));
    }

    Answer end() {
        return edge.send(inSession(HttpRequest.newBuilder(edge.uri("/mcp")).DELETE()));
    }

    private HttpRequest.Builder post(String message) {
        return edge.mcpRequest(message.replace('\'', '"').getBytes(UTF_8))
                .header("MCP-Protocol-Version", VERSION)
                .header("MCP-Session-Id", session);
    }

    private HttpRequest.Builder inSession(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + edge.apiKey())
                .header("MCP-Protocol-Version", VERSION)
                .header("MCP-Session-Id", session);
    }

    private static String requestOf(int id, String method, String params) {
        return "{'jsonrpc':'2.0','id':" + id + ",'method':'" + method + "','params':" + params + "}";
    }
}
