package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EdgeClient.Answer;
import io.devmesh.system.EventStream.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Two tenants do the same at the same time, with equal ids wherever a client chooses them; nothing crosses. */
@ExtendWith(FixtureStack.class)
class TenantCanariesIT {
    private static final Duration HOW_LONG = Duration.ofSeconds(15);
    private static final int FEWEST_ROUNDS = 3;
    private static final int MOST_ROUNDS = 200;
    private static final int NOT_FOUND = 404;
    private static final String QUESTION = "{'message':'Who are you?'}";
    private static final String ADA = "{'username':'ada','email':'ada@example.com'}";

    private final CanaryTenant one;
    private final CanaryTenant other;

    TenantCanariesIT(Stack stack) {
        String run = UUID.randomUUID().toString().substring(0, 8);
        String canary = "canary-one-" + run;
        String foreign = "canary-other-" + run;
        String tools = "notifications/tools/list_changed";
        String prompts = "notifications/prompts/list_changed";
        this.one = new CanaryTenant(stack.tenant("one-" + run), canary, foreign, "test_trigger_tool_change", prompts);
        this.other =
                new CanaryTenant(stack.tenant("other-" + run), foreign, canary, "test_trigger_prompt_change", tools);
        for (CanaryTenant tenant : List.of(one, other)) {
            tenant.deliver(0);
            await().atMost(EventStream.PATIENCE).until(() -> !eventId(tenant).isEmpty());
        }
    }

    @Test
    void noMessageCrossesBetweenThem() throws Exception {
        List<CanarySinger> singers = Stream.of(one, other)
                .flatMap(tenant -> CanarySingers.of(tenant).stream())
                .toList();
        try {
            int rounds = singTogether(singers);
            singers.forEach(CanarySinger::finish);

            assertThat(rounds).isGreaterThanOrEqualTo(FEWEST_ROUNDS);
            assertThat(singers).allSatisfy(singer -> {
                assertThat(singer.check.problems()).isEmpty();
                assertThat(singer.check.own()).isGreaterThan(rounds);
            });
        } finally {
            singers.forEach(CanarySinger::close);
        }
    }

    @Test
    void aMessageOfTheOtherTenantWouldBeNoticed() {
        CanaryTenant withTheWrongKey =
                new CanaryTenant(other.edge(), one.canary(), one.foreignCanary(), one.change(), one.foreignChange());
        for (CanarySinger singer : CanarySingers.of(withTheWrongKey)) {
            try (singer) {
                singer.sing(1);

                assertThat(singer.check.problems()).anyMatch(problem -> problem.startsWith("the other tenant's"));
            }
        }
    }

    @Test
    void cancelsNoCallOfTheOtherTenantThatHasTheSameId() {
        int id = SessionClient.newId();
        SessionClient ofOne = SessionClient.begin(one.edge());
        SessionClient ofOther = SessionClient.begin(other.edge());
        try (EventStream kept = ofOne.call(id, "slow_compute", "{'seconds':2}");
                EventStream cancelled = ofOther.call(id, "slow_compute", "{'seconds':300}")) {
            kept.awaitMessage("notifications/progress");
            cancelled.awaitMessage("notifications/progress");

            ofOther.cancel(id);

            assertThat(cancelled.awaitOver()).isEqualTo(State.ENDED);
            assertThat(cancelled.answers()).isEmpty();
            assertThat(kept.awaitAnswer().path("id").intValue()).isEqualTo(id);
        }
    }

    @Test
    void anEventOfTheOtherTenantLooksLikeNone() {
        String theirs = eventId(other);
        String nobodys = UUID.randomUUID().toString();
        StatelessClient client = new StatelessClient(one.edge());

        for (String tool : List.of("{'id':'%s'}", "{'id':'%s','payload':'raw'}")) {
            assertThat(one.edge().tool("event_get", tool.formatted(theirs)).toString())
                    .contains("There is no event")
                    .isEqualTo(same(one.edge().tool("event_get", tool.formatted(nobodys)), nobodys, theirs));
        }
        assertLooksLikeNone(
                theirs,
                nobodys,
                id -> client.request(
                        "resources/read", "devmesh://events/" + id, "'uri':'devmesh://events/" + id + "',"));
    }

    @Test
    void aTaskOfTheOtherTenantLooksLikeNone() {
        StatelessClient owner = new StatelessClient(other.edge());
        StatelessClient client = new StatelessClient(one.edge());
        String theirs = owner.task("slow_compute", "{'seconds':60}");
        String nobodys = UUID.randomUUID().toString();

        for (String method : List.of("tasks/get", "tasks/update", "tasks/cancel")) {
            assertLooksLikeNone(
                    theirs, nobodys, id -> client.request(method, id, "'taskId':'" + id + "','inputResponses':{},"));
        }
        try (EventStream told = client.listen(1, "{'taskIds':['" + theirs + "']}")) {
            assertThat(told.awaitMessage("notifications/subscriptions/acknowledged")
                            .path("params")
                            .path("notifications"))
                    .isEmpty();
        }
        assertThat(owner.task(theirs).json().path("result").path("status").stringValue())
                .isEqualTo("working");
        owner.request("tasks/cancel", theirs, "'taskId':'" + theirs + "',");
    }

    @Test
    void aSessionOfTheOtherTenantLooksLikeNone() {
        SessionClient theirs = SessionClient.begin(other.edge());
        EventStream call = theirs.call(SessionClient.newId(), "test_elicitation", QUESTION);
        String request = call.awaitMessage("elicitation/create").path("id").stringValue();
        SessionClient stolen = theirs.as(one.edge());
        SessionClient made = new SessionClient(one.edge(), theirs.session().replaceAll(".{8}$", "AAAAAAAA"));

        for (SessionClient client : List.of(stolen, made)) {
            Answer ping = client.send("{'jsonrpc':'2.0','id':1,'method':'ping','params':{}}");
            assertThat(ping.status()).isEqualTo(NOT_FOUND);
            assertThat(ping.json())
                    .isEqualTo(stolen.send("{'jsonrpc':'2.0','id':1,'method':'ping','params':{}}")
                            .json());
            assertThat(client.accept(request, ADA).status()).isEqualTo(NOT_FOUND);
            assertThat(client.listen(call.lastId()).status()).isEqualTo(NOT_FOUND);
            assertThat(client.end().status()).isEqualTo(NOT_FOUND);
        }
        assertThat(call.answers()).isEmpty();
        call.close();
    }

    /** In a session of one's own, where the other's ids mean nothing. */
    @Test
    void aQuestionAndAStreamOfTheOtherTenantLookLikeNone() {
        SessionClient theirs = SessionClient.begin(other.edge());
        SessionClient own = SessionClient.begin(one.edge());
        EventStream call = theirs.call(SessionClient.newId(), "test_elicitation", QUESTION);
        String request = call.awaitMessage("elicitation/create").path("id").stringValue();

        assertThat(own.accept(request, ADA).status())
                .isEqualTo(own.accept("nobodys.0", ADA).status());
        EventStream stolen = own.listen(call.lastId());
        EventStream made = own.listen("A" + call.lastId().substring(1));
        assertThat(stolen.status()).isEqualTo(made.status());
        assertThat(stolen.awaitAnswer()).isEqualTo(made.awaitAnswer());
        assertThat(call.answers()).isEmpty();
        theirs.accept(request, ADA);
        assertThat(call.awaitAnswer().has("result")).isTrue();
    }

    @Test
    void aRequestStateOfTheOtherTenantLooksLikeNone() {
        JsonNode asked = new StatelessClient(other.edge())
                .call("test_elicitation", QUESTION)
                .awaitAnswer();
        String theirs = asked.path("result").path("requestState").stringValue();
        StatelessClient client = new StatelessClient(one.edge());
        String responses = "{'answer':{'action':'accept','content':" + ADA + "}}";

        assertLooksLikeNone(theirs, "nobodys", state -> client.answer("test_elicitation", QUESTION, responses, state));
        assertThat(new StatelessClient(other.edge())
                        .answer("test_elicitation", QUESTION, responses, theirs)
                        .status())
                .isEqualTo(200);
    }

    /** A cursor is a place in time, which shows each tenant only what is its own. */
    @Test
    void aCursorOfTheOtherTenantShowsOnlyOnesOwnEvents() {
        one.deliver(1);
        other.deliver(1);
        await().atMost(EventStream.PATIENCE).until(() -> hasTwoEvents(one) && hasTwoEvents(other));
        String theirs = other.edge()
                .structured("event_list", "{'limit':1}")
                .path("next_cursor")
                .stringValue();

        String page = one.edge()
                .structured("event_list", "{'limit':100,'cursor':'" + theirs + "'}")
                .toString();

        assertThat(page).contains(one.canary()).doesNotContain(one.foreignCanary());
    }

    private static boolean hasTwoEvents(CanaryTenant tenant) {
        return tenant.edge()
                        .structured("event_list", "{'limit':2}")
                        .path("events")
                        .size()
                == 2;
    }

    /** Empty where there is none yet. */
    private static String eventId(CanaryTenant tenant) {
        return tenant.edge()
                .structured("event_list", "{}")
                .path("events")
                .path(0)
                .path("id")
                .asString("");
    }

    /** How somebody is answered who uses an id. */
    private interface Use {
        Answer of(String id);
    }

    private static void assertLooksLikeNone(String theirs, String nobodys, Use use) {
        Answer toStolen = use.of(theirs);
        Answer toMadeUp = use.of(nobodys);

        assertThat(toStolen.json().has("error")).isTrue();
        assertThat(toStolen.status()).isEqualTo(toMadeUp.status());
        assertThat(toStolen.json().toString()).isEqualTo(same(toMadeUp.json(), nobodys, theirs));
    }

    private static String same(JsonNode answer, String nobodys, String theirs) {
        return answer.toString().replace(nobodys, theirs);
    }

    /** Returns how many rounds there were. */
    private static int singTogether(List<CanarySinger> singers) throws Exception {
        Conductor conductor = new Conductor(singers.size());
        int rounds = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> parts = new ArrayList<>();
            for (CanarySinger singer : singers) {
                parts.add(threads.submit(() -> conductor.lead(singer)));
            }
            for (Future<Integer> part : parts) {
                try {
                    rounds = part.get(2, TimeUnit.MINUTES);
                } catch (ExecutionException failed) {
                    if (!(failed.getCause() instanceof BrokenBarrierException)) {
                        throw failed;
                    }
                }
            }
        }
        return rounds;
    }

    /** Lets all begin each round together, until it is time. */
    private static final class Conductor {
        private final long end = System.nanoTime() + HOW_LONG.toNanos();
        private final CyclicBarrier barrier;
        private final AtomicInteger round = new AtomicInteger();
        private volatile boolean over;

        Conductor(int singers) {
            this.barrier = new CyclicBarrier(singers, () -> {
                over = System.nanoTime() > end || round.get() == MOST_ROUNDS;
                round.addAndGet(over ? 0 : 1);
            });
        }

        int lead(CanarySinger singer) throws InterruptedException, BrokenBarrierException, TimeoutException {
            boolean sang = false;
            try {
                for (barrier.await(1, TimeUnit.MINUTES); !over; barrier.await(1, TimeUnit.MINUTES)) {
                    singer.sing(round.get());
                }
                sang = true;
            } finally {
                if (!sang) {
                    barrier.reset(); // nobody waits for it
                }
            }
            return round.get();
        }
    }
}
