package io.devmesh.edge.mcp.operation;

import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.edge.tool.Talk;
import io.devmesh.edge.work.Threads;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.JdbiException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code tools/batch}, an extension of ours: up to ten calls in one request, side by side unless {@code parallel} is false.
 * Each has a result or an error of its own. What asks the client can't be part of it.
 */
@ApplicationScoped
public class BatchCalls {
    private static final int MAX_CALLS = 10;

    private final Operations operations;
    private final Threads threads;

    BatchCalls() {
        this(null, null);
    }

    @Inject
    public BatchCalls(Operations operations, Threads threads) {
        this.operations = operations;
        this.threads = threads;
    }

    /**
     * {@code tools} is a list of {@code {id?, name, arguments?}}. The result has {@code batch_results}, in their order, each
     * {@code {id, name, index, status: success|error, result|error, duration_ms}}; {@code success_count}, {@code
     * error_count}, {@code total_duration} in milliseconds, {@code parallel}, and a line of text as {@code content}.
     */
    public ObjectNode call(Authenticated caller, ObjectNode params) {
        if (!(params.path("tools") instanceof ArrayNode calls) || calls.isEmpty() || calls.size() > MAX_CALLS) {
            throw Params.invalid("params.tools is not a list of 1 to " + MAX_CALLS + " calls");
        }
        operations.admitMore(caller, calls.size() - 1);
        boolean parallel = params.path("parallel").asBoolean(true);
        long start = System.nanoTime();
        ArrayNode results = Json.mapper().createArrayNode();
        int failed = 0;
        for (ObjectNode result : parallel ? sideBySide(caller, calls) : inOrder(caller, calls)) {
            results.add(result.put("index", results.size()));
            failed += result.has("error") ? 1 : 0;
        }
        ObjectNode answer = Json.mapper().createObjectNode();
        answer.putArray("content")
                .add(new ContentBlock.Text(calls.size() - failed + " of " + calls.size() + " calls succeeded")
                        .toJson());
        answer.set("batch_results", results);
        return answer.put("success_count", calls.size() - failed)
                .put("error_count", failed)
                .put("total_duration", millisSince(start))
                .put("parallel", parallel);
    }

    private List<ObjectNode> sideBySide(Authenticated caller, ArrayNode calls) {
        List<CompletableFuture<ObjectNode>> futures = new ArrayList<>();
        for (JsonNode call : calls) {
            futures.add(CompletableFuture.supplyAsync(() -> call(caller, call), threads::execute));
        }
        return futures.stream().map(CompletableFuture::join).toList();
    }

    private List<ObjectNode> inOrder(Authenticated caller, ArrayNode calls) {
        return calls.valueStream().map(call -> call(caller, call)).toList();
    }

    private ObjectNode call(Authenticated caller, JsonNode call) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("id", call.path("id").isMissingNode() ? Json.mapper().nullNode() : call.path("id"));
        json.put("name", Params.shorten(call.path("name").asString("")));
        long start = System.nanoTime();
        try {
            if (!(call instanceof ObjectNode object)) {
                throw Params.invalid("a member of params.tools is not an object");
            }
            switch (operations.callTool(caller, object).run(Answers.none(), Talk.none())) {
                case Outcome.Done(ObjectNode result)
                when !result.path("isError").asBoolean(false) ->
                    json.put("status", "success").set("result", result);
                case Outcome.Done(ObjectNode refusal) ->
                    error(json, refusal.path("content").path(0).path("text").asString(""));
                case Outcome.Asks asks -> error(json, "It must ask the client: call it alone");
            }
        } catch (JsonRpcException refused) {
            error(json, refused.error().message());
        } catch (JdbiException away) {
            error(json, "The event store is away; try again later");
        }
        return json.put("duration_ms", millisSince(start));
    }

    private static void error(ObjectNode json, String message) {
        json.put("status", "error").putObject("error").put("message", message);
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
