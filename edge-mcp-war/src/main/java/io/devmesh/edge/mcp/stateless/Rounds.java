package io.devmesh.edge.mcp.stateless;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.ask.Question;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.mcp.operation.Operation;
import io.devmesh.edge.mcp.operation.Params;
import io.devmesh.edge.seal.Seal;
import io.devmesh.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Multi-round-trip requests (SEP-2322): a request that needs something from the client is answered with what it needs, and
 * sent again with it. What was answered in earlier rounds travels in {@code requestState}, sealed and bound to the caller
 * and to what the request is about.
 */
@ApplicationScoped
class Rounds {
    private static final Duration VALID = Duration.ofHours(1);
    private static final int MAX_ANSWERS = 64;
    private static final int MAX_STATE = 256 << 10;

    private final Seal seal;
    private final Clock clock;

    Rounds() {
        this(null, null);
    }

    @Inject
    Rounds(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /** What the client has answered so far; throws JsonRpcException where that is malformed, forged, or too old. */
    Answers answers(Authenticated caller, Operation operation, ObjectNode params) {
        Set<ClientCapability> capabilities = Results.capabilities(params);
        JsonNode state = params.path("requestState");
        JsonNode responses = params.path("inputResponses");
        if (state.isMissingNode() && responses.isMissingNode()) {
            return Answers.none(capabilities);
        }
        Map<String, Answer> answers = new HashMap<>();
        Optional<ObjectNode> ofTool = Optional.empty();
        if (!state.isMissingNode()) {
            ObjectNode opened = open(caller, operation, state);
            opened.path("answers").forEachEntry((name, answer) -> answers.put(name, new Answer(answer.asObject())));
            ofTool = opened.path("state") instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        }
        answers.putAll(read(responses));
        if (answers.size() > MAX_ANSWERS) {
            throw Params.invalid("params.inputResponses has too many answers");
        }
        return new Answers(answers, ofTool, capabilities);
    }

    /** An {@code InputRequiredResult}. */
    ObjectNode ask(Authenticated caller, Operation operation, Answers answers, Question question) {
        ObjectNode result = Json.mapper().createObjectNode();
        if (!question.requests().isEmpty()) {
            result.set("inputRequests", requests(question.requests()));
        }
        ObjectNode state = Json.mapper()
                .createObjectNode()
                .put("until", clock.instant().plus(VALID).toEpochMilli());
        ObjectNode kept = state.putObject("answers");
        answers.byName().forEach((name, answer) -> kept.set(name, answer.json()));
        question.state().ifPresent(ofTool -> state.set("state", ofTool));
        byte[] content = Json.mapper().writeValueAsBytes(state);
        if (content.length > MAX_STATE) {
            throw Params.invalid("What was answered so far is larger than " + MAX_STATE + " bytes");
        }
        return result.put("requestState", seal.seal(content, binding(caller, operation)));
    }

    /** {@code InputRequests} by name. */
    static ObjectNode requests(Map<String, InputRequest> requests) {
        ObjectNode json = Json.mapper().createObjectNode();
        requests.forEach((name, request) -> {
            ObjectNode params = request.params();
            params.remove("elicitationId"); // of older revisions
            json.putObject(name).put("method", request.method()).set("params", params);
        });
        return json;
    }

    /** {@code InputResponses} by name; throws JsonRpcException where they are malformed. */
    static Map<String, Answer> read(JsonNode responses) {
        if (responses.isMissingNode()) {
            return Map.of();
        }
        if (!(responses instanceof ObjectNode object)) {
            throw Params.invalid("params.inputResponses is not an object");
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        object.forEachEntry((name, answer) -> {
            if (!(answer instanceof ObjectNode given)) {
                throw Params.invalid("params.inputResponses has an answer that is not an object");
            }
            answers.put(name, new Answer(given));
        });
        return answers;
    }

    private ObjectNode open(Authenticated caller, Operation operation, JsonNode state) {
        Optional<ObjectNode> opened =
                seal.open(state.asString(""), binding(caller, operation)).map(Rounds::parse);
        return opened.filter(content -> content.path("until").asLong(0) > clock.millis())
                .orElseThrow(() -> Params.invalid(
                        "params.requestState is not one that this server gave for this request, or is too old"));
    }

    private static ObjectNode parse(byte[] content) {
        try {
            return (ObjectNode) Json.mapper().readTree(content);
        } catch (JacksonException impossible) {
            throw new IllegalStateException("sealed content is not JSON", impossible);
        }
    }

    private static String binding(Authenticated caller, Operation operation) {
        return "request-state|" + caller.keyId() + "|" + operation.digest();
    }
}
