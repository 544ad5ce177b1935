package io.devmesh.system.fuzz;

import io.devmesh.shared.json.Json;
import io.devmesh.system.conformance.ProtocolSchema;
import io.devmesh.system.npm.NpmTools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Says what is wrong with what came back. */
final class Judge {
    /** What a server tells of its inside. */
    private static final Pattern INSIDE = Pattern.compile(
            "(\\t|\\\\t)at [\\w.$]+\\(|java\\.lang\\.|io[./]devmesh|[A-Za-z]Exception\\b|Exception Message");
    /** Something broke, or is said to be away, which nothing is here. */
    private static final Set<Integer> BROKEN = Set.of(-32603, -32004);
    /** Statuses that are decided before the body is read. */
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 405, 406, 413, 415);

    private static final String TASKS = "tasks";
    private static final Map<String, String> TASK_RESULTS = Map.of("tasks/get", "GetTaskResult");

    private final Map<String, ProtocolSchema> schemas;
    private final Set<String> knownGood = ConcurrentHashMap.newKeySet();

    Judge(NpmTools npm) {
        this.schemas = Stream.concat(Samples.SESSION_VERSIONS.stream(), Stream.of(Samples.STATELESS, TASKS))
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> ProtocolSchema.read(npm.schema(name))));
    }

    /** Nothing where all is well. */
    List<String> findings(Shot shot, Exchange exchange) {
        List<String> findings = new ArrayList<>();
        switch (exchange.end()) {
            case TIMED_OUT -> findings.add("hang: no end of the answer in time");
            case LOST -> {
                if (!shot.mayBeRefusedUnread()) {
                    findings.add("dead connection");
                }
            }
            case COMPLETE, HUNG_UP, LEFT -> {}
        }
        if (exchange.status() >= 500) {
            findings.add("status " + exchange.status());
        }
        Matcher inside = INSIDE.matcher(exchange.raw());
        if (inside.find()) {
            findings.add("tells of its inside: " + inside.group());
        }
        if (shot.hasSoundFrame()) {
            messages(shot, exchange, findings);
        }
        return findings;
    }

    private void messages(Shot shot, Exchange exchange, List<String> findings) {
        List<JsonNode> messages = new ArrayList<>();
        for (String text : exchange.texts()) {
            try {
                JsonNode tree = Json.mapper().readTree(text);
                (tree.isArray() ? tree.valueStream() : Stream.of(tree)).forEach(messages::add);
            } catch (JacksonException malformed) {
                findings.add("no JSON: " + malformed.getOriginalMessage());
            }
        }
        messages.forEach(message -> message(shot, message, findings));
        if (findings.isEmpty() && !isAnswered(shot, exchange, messages)) {
            findings.add("no answer to " + shot.reading().kind() + " "
                    + shot.reading().id());
        }
    }

    private void message(Shot shot, JsonNode message, List<String> findings) {
        if (BROKEN.contains(message.at("/error/code").asInt(0))) {
            findings.add("error " + message.path("error"));
        }
        String version = message.at("/result/protocolVersion").asString(shot.version());
        String method = methodAnswered(shot.reading(), message);
        String key = version + " " + method + " " + withoutId(message);
        if (knownGood.contains(key) && !message.path("id").isContainer()) {
            return;
        }
        List<String> problems = problems(version, method, withAnId(message));
        if (problems.isEmpty()) {
            knownGood.add(key);
        }
        findings.addAll(problems);
    }

    private List<String> problems(String version, String method, JsonNode message) {
        ProtocolSchema schema = schemas.getOrDefault(version, schemas.get("2025-11-25"));
        List<String> problems = new ArrayList<>(schema.problems(message, method));
        JsonNode result = message.path("result");
        Optional.ofNullable(
                        result.path("resultType").asString("").equals("task")
                                ? "CreateTaskResult"
                                : TASK_RESULTS.get(method))
                .filter(definition -> message.has("result"))
                .ifPresent(definition -> problems.addAll(schemas.get(TASKS).problemsOf(definition, result)));
        return problems;
    }

    private static String methodAnswered(Reading reading, JsonNode message) {
        if (reading.kind() != Reading.Kind.BATCH) {
            return message.path("id").equals(reading.tree().path("id")) ? reading.method() : "";
        }
        return reading.tree()
                .valueStream()
                .filter(member -> member.path("id").equals(message.path("id")))
                .map(member -> member.path("method").asString(""))
                .findFirst()
                .orElse("");
    }

    /**
     * JSON-RPC answers what it could not read with the id null, which no schema of MCP allows, so Edge MCP leaves it out; up to
     * 2025-06-18 the schemas have no errors without an id either. The rest of such an error is judged.
     */
    private static JsonNode withAnId(JsonNode message) {
        return message.has("error") && !message.has("id") && message instanceof ObjectNode object
                ? object.deepCopy().put("id", 0)
                : message;
    }

    private static String withoutId(JsonNode message) {
        if (message instanceof ObjectNode object) {
            ObjectNode copy = object.deepCopy();
            return copy.has("id") ? copy.put("id", 0).toString() : copy.toString();
        }
        return message.toString();
    }

    /** Whether everything that wants an answer has its own. */
    private static boolean isAnswered(Shot shot, Exchange exchange, List<JsonNode> messages) {
        boolean left = exchange.end() == Exchange.End.LEFT || exchange.end() == Exchange.End.HUNG_UP;
        if (left || REFUSALS.contains(exchange.status()) || !shot.verb().equals("POST")) {
            return true;
        }
        List<JsonNode> answers = messages.stream()
                .filter(message -> message.has("result") || message.has("error"))
                .toList();
        return switch (shot.reading().kind()) {
            case REQUEST ->
                answers.stream().anyMatch(answer -> has(shot.reading().id().orElseThrow(), answer));
            case UNREADABLE -> answers.stream().anyMatch(answer -> answer.has("error"));
            case BATCH -> isBatchAnswered(shot.reading(), answers);
            case NOTIFICATION, RESPONSE -> answers.stream().allMatch(answer -> answer.has("error"));
        };
    }

    /** By one error for the whole, or request by request. */
    private static boolean isBatchAnswered(Reading batch, List<JsonNode> answers) {
        boolean refused = answers.size() == 1
                && answers.getFirst().has("error")
                && !answers.getFirst().has("id");
        return refused
                || batch.tree()
                        .valueStream()
                        .map(Reading::of)
                        .filter(member -> member.kind() == Reading.Kind.REQUEST)
                        .allMatch(member -> answers.stream()
                                .anyMatch(answer -> has(member.id().orElseThrow(), answer)));
    }

    private static boolean has(JsonNode id, JsonNode answer) {
        JsonNode given = answer.path("id");
        return id.isString()
                ? given.isString() && given.stringValue().equals(id.stringValue())
                : given.isIntegralNumber() && given.bigIntegerValue().equals(id.bigIntegerValue());
    }
}
