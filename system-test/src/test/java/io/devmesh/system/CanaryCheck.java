package io.devmesh.system;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** What one tenant may hear: one answer to each of its requests, and nothing of the other tenant. */
final class CanaryCheck {
    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";

    private final CanaryTenant tenant;
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final AtomicInteger own = new AtomicInteger();

    CanaryCheck(CanaryTenant tenant) {
        this.tenant = tenant;
    }

    /** Any message, whatever it belongs to. */
    void heard(JsonNode message) {
        if (message.path("method").asString("").equals(ACKNOWLEDGED)) {
            return; // it repeats what the client asked for, which is both canaries
        }
        String text = message.toString();
        if (text.contains(tenant.foreignCanary())) {
            problems.add("the other tenant's: " + text);
        }
        if (message.path("method").asString("").equals(tenant.foreignChange())) {
            problems.add("told of a change of the other tenant: " + text);
        }
        if (text.contains(tenant.canary())) {
            own.incrementAndGet();
        }
    }

    /** Everything that came from the request with that id to its answer, which it returns. */
    JsonNode exchange(int id, List<JsonNode> messages) {
        messages.forEach(this::heard);
        List<JsonNode> answers = messages.stream()
                .filter(message -> message.has("result") || message.has("error"))
                .toList();
        if (answers.size() != 1 || !isId(answers.getFirst().path("id"), id)) {
            problems.add("not one answer to " + id + ": " + answers);
        }
        messages.stream()
                .map(message -> message.path("params").path("progressToken"))
                .filter(token -> !token.isMissingNode() && !isId(token, id))
                .forEach(token -> problems.add("progress of " + token + " in the answer to " + id));
        return answers.isEmpty() ? messages.getLast() : answers.getFirst();
    }

    /** The same, of an answer that must show the tenant's own. */
    JsonNode ownExchange(int id, List<JsonNode> messages) {
        JsonNode answer = exchange(id, messages);
        if (!answer.path("result").toString().contains(tenant.canary())) {
            problems.add("nothing of the tenant itself: " + answer);
        }
        return answer;
    }

    void expect(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** How many messages showed the tenant's own canary. */
    int own() {
        return own.get();
    }

    private static boolean isId(JsonNode found, int id) {
        return found.isIntegralNumber() && found.intValue() == id;
    }
}
