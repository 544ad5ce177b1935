package io.devmesh.system;

import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Singers of both eras over both transports. */
final class CanarySingers {
    private static final int LISTENING = 7;
    private static final int IDS_APART = 1_000_000;
    private static final String ELICITATION = "test_elicitation";
    private static final String STATELESS_META = "'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
            + "'io.modelcontextprotocol/clientCapabilities':{'elicitation':{}},";

    private CanarySingers() {}

    /** One of each, all listening. */
    static List<CanarySinger> of(CanaryTenant tenant) {
        List<CanarySinger> singers = List.of(
                new InSession(tenant), new Stateless(tenant), new OnSocket(tenant, false), new OnSocket(tenant, true));
        singers.forEach(CanarySinger::listen);
        return singers;
    }

    private static String filledIn(CanaryTenant tenant) {
        return "{'username':'" + tenant.canary() + "','email':'ada@example.com'}";
    }

    /** What a call that was answered with {@code question} has more when it is sent again. */
    private static String answered(CanaryTenant tenant, JsonNode question) {
        return "'inputResponses':{'answer':{'action':'accept','content':" + filledIn(tenant) + "}},'requestState':'"
                + question.path("result").path("requestState").stringValue() + "',";
    }

    private static String filter(CanaryTenant tenant) {
        return "{'toolsListChanged':true,'promptsListChanged':true,'resourceSubscriptions':"
                + Stream.of(tenant.subscriptions()).collect(Collectors.joining("','", "['", "']")) + "}";
    }

    /** 2025-11-25 over HTTP. It also makes what the others hear of. */
    private static final class InSession extends CanarySinger {
        private final SessionClient client;
        private EventStream changes;

        InSession(CanaryTenant tenant) {
            super(tenant);
            this.client = SessionClient.begin(tenant.edge());
        }

        @Override
        void listen() {
            for (String uri : tenant.subscriptions()) {
                client.request("resources/subscribe", "{'uri':'" + uri + "'}");
            }
            changes = client.listen();
        }

        @Override
        List<JsonNode> told() {
            return changes.messages();
        }

        @Override
        void sing(int round) {
            tenant.deliver(round);
            super.sing(round);
            check.exchange(round, call(round, tenant.change(), "{}"));
        }

        @Override
        List<JsonNode> request(int id, String method, String name, String params) {
            if (method.equals("tools/call")) {
                String arguments = params.substring(params.indexOf('{'), params.lastIndexOf('}') + 1);
                return whole(client.call(id, name, arguments));
            }
            return List.of(client.send("{'jsonrpc':'2.0','id':" + id + ",'method':'" + method + "','params':{" + params
                            + "'_meta':{}}}")
                    .json());
        }

        @Override
        List<JsonNode> ask(int id, String arguments) {
            EventStream call = client.call(id, ELICITATION, arguments);
            client.accept(call.awaitMessage(ASKED).path("id").stringValue(), filledIn(tenant));
            return whole(call);
        }

        @Override
        boolean hearsLogs() {
            return true;
        }

        @Override
        public void close() {
            changes.close();
        }
    }

    /** 2026-07-28 over HTTP, with tasks. */
    private static final class Stateless extends CanarySinger {
        private final StatelessClient client;
        private EventStream changes;

        Stateless(CanaryTenant tenant) {
            super(tenant);
            this.client = new StatelessClient(tenant.edge());
        }

        @Override
        void listen() {
            changes = client.listen(LISTENING, filter(tenant));
            changes.awaitMessage("notifications/subscriptions/acknowledged");
        }

        @Override
        List<JsonNode> told() {
            return changes.messages();
        }

        @Override
        void sing(int round) {
            String task = client.task("slow_compute", "{'seconds':0.2,'label':'" + tenant.canary() + "'}");
            super.sing(round);
            JsonNode done = await("a task")
                    .atMost(EventStream.PATIENCE)
                    .until(
                            () -> client.task(task).json(),
                            answer -> answer.path("result").has("result"));
            check.ownExchange(1, List.of(done));
        }

        @Override
        List<JsonNode> request(int id, String method, String name, String params) {
            return whole(client.open(id, method, name, params));
        }

        @Override
        List<JsonNode> ask(int id, String arguments) {
            String params = "'name':'" + ELICITATION + "','arguments':" + arguments + ",";
            JsonNode question = check.ownExchange(id, request(id, "tools/call", ELICITATION, params));
            return request(id, "tools/call", ELICITATION, params + answered(tenant, question));
        }

        @Override
        boolean hearsLogs() {
            return false;
        }

        @Override
        public void close() {
            changes.close();
        }
    }

    /** Either era on a WebSocket. */
    private static final class OnSocket extends CanarySinger {
        private final boolean stateless;
        private final SocketClient socket;
        private final List<Integer> asked = new ArrayList<>();

        OnSocket(CanaryTenant tenant, boolean stateless) {
            super(tenant);
            this.stateless = stateless;
            this.socket = SocketClient.connect(tenant.edge());
        }

        @Override
        void listen() {
            if (stateless) {
                send(LISTENING, "subscriptions/listen", "'notifications':" + filter(tenant) + ",");
                socket.awaitMessage(0, message -> message.has("method"));
                return;
            }
            int id = 1;
            request(
                    id,
                    "initialize",
                    null,
                    "'protocolVersion':'2025-11-25','capabilities':{'elicitation':{}},"
                            + "'clientInfo':{'name':'test','version':'1'},");
            for (String uri : tenant.subscriptions()) {
                request(++id, "resources/subscribe", null, "'uri':'" + uri + "',");
            }
        }

        @Override
        List<JsonNode> told() {
            return socket.messages();
        }

        @Override
        List<JsonNode> request(int id, String method, String name, String params) {
            int before = socket.messages().size();
            send(id, method, params);
            return exchange(before, id);
        }

        @Override
        List<JsonNode> ask(int id, String arguments) {
            String params = "'name':'" + ELICITATION + "','arguments':" + arguments + ",";
            if (stateless) {
                return askAgain(id, params);
            }
            int before = socket.messages().size();
            send(id, "tools/call", params);
            JsonNode question = socket.awaitMessage(
                    before, message -> message.path("method").asString("").equals(ASKED));
            socket.send("{'jsonrpc':'2.0','id':'" + question.path("id").stringValue()
                    + "','result':{'action':'accept','content':" + filledIn(tenant) + "}}");
            return exchange(before, id);
        }

        private List<JsonNode> askAgain(int id, String params) {
            int first = id + IDS_APART;
            JsonNode question = check.ownExchange(first, request(first, "tools/call", ELICITATION, params));
            return request(id, "tools/call", ELICITATION, params + answered(tenant, question));
        }

        @Override
        boolean hearsLogs() {
            return !stateless;
        }

        /** Over one connection everything comes once, whoever else uses the same ids. */
        @Override
        void finish() {
            super.finish();
            for (int id : asked) {
                check.expect(
                        socket.messages().stream()
                                        .filter(message -> isAnswer(message, id))
                                        .count()
                                == 1,
                        "not one answer to " + id);
            }
        }

        @Override
        public void close() {
            socket.close();
        }

        private void send(int id, String method, String params) {
            if (id != LISTENING) {
                asked.add(id);
            }
            socket.send("{'jsonrpc':'2.0','id':" + id + ",'method':'" + method + "','params':{" + params + "'_meta':{"
                    + (stateless ? STATELESS_META : "") + "'progressToken':" + id + "}}}");
        }

        private List<JsonNode> exchange(int before, int id) {
            socket.awaitMessage(before, message -> isAnswer(message, id));
            return socket.messages().stream().skip(before).toList();
        }

        private static boolean isAnswer(JsonNode message, int id) {
            return !message.has("method") && message.path("id").asInt(-1) == id;
        }
    }

    /** What came on a stream that has ended. */
    private static List<JsonNode> whole(EventStream stream) {
        stream.awaitOver();
        return stream.messages();
    }
}
