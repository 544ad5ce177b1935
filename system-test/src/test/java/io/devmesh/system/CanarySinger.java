package io.devmesh.system;

import static org.awaitility.Awaitility.await;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A client that says its tenant's canary wherever a client may say something, and checks what it hears. */
abstract class CanarySinger implements AutoCloseable {
    static final String ASKED = "elicitation/create";

    private static final String UPDATED = "notifications/resources/updated";
    private static final int QUICK_REQUESTS = 10;
    private static final int IDS_OF_ROUND = 100;
    private static final int LOGGED = 3;

    final CanaryTenant tenant;
    final CanaryCheck check;

    CanarySinger(CanaryTenant tenant) {
        this.tenant = tenant;
        this.check = new CanaryCheck(tenant);
    }

    /** Asks to be told of changes and of all that {@link CanaryTenant#subscriptions} names. */
    abstract void listen();

    /** What came that was no answer. */
    abstract List<JsonNode> told();

    /**
     * Everything from the request to its answer.
     *
     * @param name what the request is about
     * @param params without braces, and ending with a comma where there are any
     */
    abstract List<JsonNode> request(int id, String method, String name, String params);

    /** The same of a call of {@code test_elicitation}, whose form is filled in with the canary. */
    abstract List<JsonNode> ask(int id, String arguments);

    /** Whether log messages come without being asked for. */
    abstract boolean hearsLogs();

    @Override
    public abstract void close();

    /** Everything once; who does the same in the same round has the same ids. */
    void sing(int round) {
        int id = round * IDS_OF_ROUND;
        String canary = tenant.canary();
        check.ownExchange(id, call(id, "slow_compute", "{'seconds':0.3,'label':'" + canary + "'}"));
        check.ownExchange(++id, ask(id, "{'message':'" + canary + "'}"));
        logs(++id);
        JsonNode event = events(++id);
        String eventId = event.path("id").stringValue();
        check.ownExchange(++id, call(id, "event_get", "{'id':'" + eventId + "'}"));
        check.ownExchange(++id, read(id, "devmesh://events/" + eventId));
        check.ownExchange(++id, read(id, "devmesh://events?type=issues"));
        check.ownExchange(++id, complete(id));
        for (int i = 0; i < QUICK_REQUESTS; i++) {
            check.ownExchange(++id, prompt(id, canary + i));
        }
    }

    /** Waits for what must have been told by now, and checks it. */
    void finish() {
        await("an event of its own")
                .atMost(EventStream.PATIENCE)
                .until(() -> told().stream().anyMatch(this::isOwnUpdate));
        told().forEach(check::heard);
    }

    final List<JsonNode> call(int id, String tool, String arguments) {
        return request(id, "tools/call", tool, "'name':'" + tool + "','arguments':" + arguments + ",");
    }

    private boolean isOwnUpdate(JsonNode message) {
        return message.path("method").asString("").equals(UPDATED)
                && message.path("params").path("uri").stringValue().equals(tenant.matching(tenant.canary()));
    }

    private void logs(int id) {
        List<JsonNode> messages = call(id, "test_tool_with_logging", "{}");
        check.exchange(id, messages);
        long logged = messages.stream()
                .filter(message -> message.path("method").asString("").equals("notifications/message"))
                .count();
        check.expect(logged == (hearsLogs() ? LOGGED : 0), logged + " log messages");
    }

    /** The newest event. */
    private JsonNode events(int id) {
        return check.ownExchange(id, call(id, "event_list", "{'limit':3}"))
                .path("result")
                .path("structuredContent")
                .path("events")
                .path(0);
    }

    private List<JsonNode> read(int id, String uri) {
        return request(id, "resources/read", uri, "'uri':'" + uri + "',");
    }

    private List<JsonNode> prompt(int id, String argument) {
        String name = "test_prompt_with_arguments";
        return request(
                id, "prompts/get", name, "'name':'" + name + "','arguments':{'arg1':'" + argument + "','arg2':'x'},");
    }

    /** The tenant's repositories are suggested. */
    private List<JsonNode> complete(int id) {
        return request(
                id,
                "completion/complete",
                null,
                "'ref':{'type':'ref/resource','uri':'devmesh://events{?source,type,repository}'},"
                        + "'argument':{'name':'repository','value':'acme'},");
    }
}
