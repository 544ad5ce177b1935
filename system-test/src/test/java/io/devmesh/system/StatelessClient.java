package io.devmesh.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.system.EdgeClient.Answer;
import java.net.http.HttpRequest;

/** A client of 2026-07-28 that knows tasks and can be asked for a form. Messages are in JSON with single quotes. */
record StatelessClient(EdgeClient edge) {
    private static final String VERSION = "2026-07-28";
    private static final String META = "'_meta':{'io.modelcontextprotocol/protocolVersion':'" + VERSION
            + "','io.modelcontextprotocol/clientCapabilities':{'elicitation':{}%s},'progressToken':%d}";
    private static final String TASKS = ",'extensions':{'io.modelcontextprotocol/tasks':{}}";

    StatelessClient on(int port) {
        return new StatelessClient(edge.on(port));
    }

    /** {@code params} without braces, and ending with a comma where there are any. */
    Answer request(String method, String name, String params) {
        return edge.send(post(1, method, name, params, TASKS));
    }

    /** The same with that id, by a client that knows no tasks; the answer may be a stream. */
    EventStream open(int id, String method, String name, String params) {
        return EventStream.open(post(id, method, name, params, ""));
    }

    /** Calls a tool and waits for the answer, which is never a task. */
    EventStream call(String tool, String arguments) {
        return EventStream.open(callRequest(tool, arguments));
    }

    HttpRequest.Builder callRequest(String tool, String arguments) {
        return post(1, "tools/call", tool, callOf(tool, arguments), "");
    }

    /** The same again, with answers and with the state that the server wants to see again. */
    Answer answer(String tool, String arguments, String responses, String state) {
        return edge.send(post(
                2,
                "tools/call",
                tool,
                callOf(tool, arguments) + "'inputResponses':" + responses + ",'requestState':'" + state + "',",
                ""));
    }

    /** Calls a tool as a task; returns the task's id. */
    String task(String tool, String arguments) {
        Answer answer = request("tools/call", tool, callOf(tool, arguments));
        if (!answer.json().path("result").has("taskId")) {
            throw new AssertionError("no task: " + answer.status() + " " + answer.json());
        }
        return answer.json().path("result").path("taskId").stringValue();
    }

    Answer task(String id) {
        return request("tasks/get", id, "'taskId':'" + id + "',");
    }

    /** {@code notifications} is a filter of subscriptions. */
    EventStream listen(int id, String notifications) {
        return EventStream.open(
                post(id, "subscriptions/listen", null, "'notifications':" + notifications + ",", TASKS));
    }

    private static String callOf(String tool, String arguments) {
        return "'name':'" + tool + "','arguments':" + arguments + ",";
    }

    private HttpRequest.Builder post(int id, String method, String name, String params, String capabilities) {
        String message = "{'jsonrpc':'2.0','id':" + id + ",'method':'" + method + "','params':{" + params
                + META.formatted(capabilities, id) + "}}";
        HttpRequest.Builder request = edge.mcpRequest(message.replace('\'', '"').getBytes(UTF_8))
                .header("MCP-Protocol-Version", VERSION)
                .header("Mcp-Method", method);
        return name == null ? request : request.header("Mcp-Name", name);
    }
}
