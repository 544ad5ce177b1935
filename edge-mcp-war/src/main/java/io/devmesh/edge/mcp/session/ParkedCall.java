package io.devmesh.edge.mcp.session;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.jsonrpc.RequestId;
import io.devmesh.shared.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call that waits for the client's answers. No thread waits with it: whichever replica gets the last answer goes on.
 *
 * @param requestId of the call
 * @param method of the call
 * @param params of the call
 * @param streamId where its answer goes
 * @param asked the names of what was asked, in the order of the requests to the client
 * @param answers of earlier rounds, and of this one as far as they came
 * @param state what the asker wants to find again
 */
record ParkedCall(
        RequestId requestId,
        String method,
        ObjectNode params,
        String streamId,
        List<String> asked,
        Map<String, Answer> answers,
        Optional<ObjectNode> state) {
    /** The same with more answers. */
    ParkedCall with(Map<String, Answer> more) {
        Map<String, Answer> all = new HashMap<>(answers);
        all.putAll(more);
        return new ParkedCall(requestId, method, params, streamId, asked, all, state);
    }

    String encode() {
        ObjectNode json = Json.mapper().createObjectNode().put("method", method).put("stream", streamId);
        json.set("id", requestId.toJson());
        json.set("params", params);
        ArrayNode names = json.putArray("asked");
        asked.forEach(names::add);
        ObjectNode given = json.putObject("answers");
        answers.forEach((name, answer) -> given.set(name, answer.json()));
        state.ifPresent(kept -> json.set("state", kept));
        return Json.mapper().writeValueAsString(json);
    }

    static ParkedCall decode(String text) {
        ObjectNode json = (ObjectNode) Json.mapper().readTree(text);
        List<String> asked = new ArrayList<>();
        json.path("asked").forEach(name -> asked.add(name.stringValue()));
        Map<String, Answer> answers = new HashMap<>();
        json.path("answers").forEachEntry((name, answer) -> answers.put(name, new Answer(answer.asObject())));
        return new ParkedCall(
                RequestId.ofJson(json.path("id")).orElseThrow(),
                json.path("method").stringValue(),
                json.path("params").asObject(),
                json.path("stream").stringValue(),
                asked,
                answers,
                json.path("state") instanceof ObjectNode kept ? Optional.of(kept) : Optional.empty());
    }
}
