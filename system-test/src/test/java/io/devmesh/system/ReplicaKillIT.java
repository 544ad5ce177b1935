package io.devmesh.system;

import static io.devmesh.system.EventStream.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EventStream.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** One of two replicas is killed once, while all kinds of things are open on it; their clients go on on the other. */
@ExtendWith(FixtureStack.class)
class ReplicaKillIT {
    private static final String VICTIM = "edge-killed";
    private static final String TOOLS_CHANGED = "notifications/tools/list_changed";
    private static final String PROMPTS_CHANGED = "notifications/prompts/list_changed";
    private static final String UPDATED = "notifications/resources/updated";
    private static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    private static final String PROGRESS = "notifications/progress";
    private static final String ASKED = "elicitation/create";
    private static final String QUESTION = "{'message':'Who are you?'}";
    private static final String ADA = "{'username':'ada','email':'ada@example.com'}";
    private static final String LONG = "{'seconds':300}";
    private static final int NOT_FOUND = 404;

    /** The lease of a task, until it is looked at, and what it takes then. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(60);

    /** A session that lives on the survivor, and what it had open on the other replica. */
    private record Cut(SessionClient session, EventStream stream) {
        EventStream goOn() {
            return session.listen(stream.lastId());
        }
    }

    private static SessionClient idle;
    private static Cut changes;
    private static Cut question;
    private static Cut otherQuestion;
    private static Cut work;
    private static StatelessClient stateless;
    private static EventStream statelessWork;
    private static EventStream statelessChanges;
    private static EventStream taskNews;
    private static String requestState;
    private static String done;
    private static String waiting;
    private static String repeatable;
    private static String other;
    private static String unwanted;
    private static Instant killed;

    @BeforeAll
    static void kill(Stack stack) {
        int survivor = stack.edge().port();
        int port = stack.startEdge(VICTIM);
        openStreamsOfSessions(stack.edge().on(port), survivor);
        // Of another tenant, so that each hears its own changes only.
        openWithoutSessions(stack.tenant("killed").on(port), survivor);

        stack.server(VICTIM).kill();

        killed = Instant.now();
        trigger(changes.session(), "prompt");
        trigger(changes.session(), "resource");
        stateless.request("tasks/cancel", unwanted, "'taskId':'" + unwanted + "',");
        taskNews = stateless.listen(1, "{'taskIds':['" + other + "']}");
    }

    private static void openStreamsOfSessions(EdgeClient victim, int survivor) {
        idle = SessionClient.begin(victim).on(survivor);
        question = open(victim, survivor, "test_elicitation", QUESTION, ASKED);
        otherQuestion = open(victim, survivor, "test_elicitation", QUESTION, ASKED);
        work = open(victim, survivor, "slow_compute", LONG, PROGRESS);
        SessionClient listener = SessionClient.begin(victim);
        listener.request("resources/subscribe", "{'uri':'test://watched-resource'}");
        changes = new Cut(listener.on(survivor), listener.listen());
        trigger(changes.session(), "tool");
        changes.stream().awaitMessage(TOOLS_CHANGED);
    }

    private static Cut open(EdgeClient victim, int survivor, String tool, String arguments, String until) {
        SessionClient session = SessionClient.begin(victim);
        EventStream call = session.call(SessionClient.newId(), tool, arguments);
        call.awaitMessage(until);
        return new Cut(session.on(survivor), call);
    }

    private static void openWithoutSessions(EdgeClient victim, int survivor) {
        StatelessClient there = new StatelessClient(victim);
        stateless = there.on(survivor);
        requestState = there.call("test_elicitation", QUESTION)
                .awaitAnswer()
                .path("result")
                .path("requestState")
                .stringValue();
        statelessChanges = there.listen(1, "{'promptsListChanged':true}");
        statelessChanges.awaitMessage(ACKNOWLEDGED);
        statelessWork = there.call("slow_compute", LONG);
        statelessWork.awaitMessage(PROGRESS);
        waiting = there.task("confirm_delete", "{'filename':'a.txt'}");
        done = there.task("slow_compute", "{'seconds':0}");
        awaitStatus(there, waiting, "input_required");
        awaitStatus(there, done, "completed");
        other = there.task("slow_compute", LONG);
        unwanted = there.task("slow_compute", LONG);
        repeatable = there.task("test_repeatable_task", "{'seconds':6}");
    }

    @AfterAll
    static void close() {
        taskNews.close();
    }

    @Test
    void cutsTheStreamsOfTheKilledReplicaWithoutAnEnd() {
        assertThat(List.of(
                        changes.stream(),
                        question.stream(),
                        otherQuestion.stream(),
                        work.stream(),
                        statelessChanges,
                        statelessWork))
                .allSatisfy(stream -> assertThat(stream.awaitOver()).isEqualTo(State.BROKEN))
                .allSatisfy(stream -> assertThat(stream.answers()).isEmpty());
    }

    @Test
    void tellsAListenerThatComesBackWhatChangedMeanwhileOnce() {
        changes.stream().awaitOver();

        try (EventStream resumed = changes.goOn()) {
            trigger(changes.session(), "tool");
            resumed.awaitMessage(TOOLS_CHANGED);

            assertThat(Stream.of(changes.stream(), resumed)
                            .flatMap(stream -> stream.messages().stream())
                            .map(message -> message.path("method").stringValue()))
                    .containsExactly(TOOLS_CHANGED, PROMPTS_CHANGED, UPDATED, TOOLS_CHANGED);
        }
    }

    @Test
    void bringsTheAnswerOfACallThatHadAskedToWhoeverComesBackForIt() {
        accept(question);

        EventStream resumed = question.goOn();

        assertAda(resumed.awaitAnswer());
        assertThat(resumed.awaitOver()).isEqualTo(State.ENDED);
        assertThat(resumed.answers()).hasSize(1);
    }

    @Test
    void letsACallThatHasAskedWaitThoughItsReplicaIsGone() {
        EventStream resumed = otherQuestion.goOn();
        await().atMost(PATIENCE).until(() -> resumed.comments() > 4 || resumed.state() != State.OPEN);
        assertThat(resumed.messages()).isEmpty();

        accept(otherQuestion);

        assertAda(resumed.awaitAnswer());
        assertThat(resumed.awaitOver()).isEqualTo(State.ENDED);
    }

    @Test
    void saysThatTheReplicaIsGoneToWhoeverComesBackForACallThatItWorkedOn() {
        EventStream resumed = work.goOn();

        assertThat(message(resumed.awaitAnswer().path("error"))).contains("replica", "gone", "call again");
        assertThat(resumed.awaitOver()).isEqualTo(State.ENDED);
        assertThat(resumed.answers()).hasSize(1);
        EventStream again = work.goOn();
        assertThat(again.awaitOver()).isEqualTo(State.ENDED);
        assertThat(again.answers()).isEqualTo(resumed.answers());
    }

    @Test
    void takesAnswersWithTheStateThatTheKilledReplicaMade() {
        assertAda(stateless
                .answer(
                        "test_elicitation",
                        QUESTION,
                        "{'answer':{'action':'accept','content':" + ADA + "}}",
                        requestState)
                .json());
    }

    @Test
    void tellsAListenerWithoutASessionThatListensAgain() {
        statelessChanges.awaitOver();
        try (EventStream again = stateless.listen(1, "{'promptsListChanged':true}")) {
            again.awaitMessage(ACKNOWLEDGED);

            stateless.request("tools/call", "test_trigger_prompt_change", "'name':'test_trigger_prompt_change',");

            again.awaitMessage(PROMPTS_CHANGED);
            assertThat(again.messages(PROMPTS_CHANGED)).hasSize(1);
        }
    }

    @Test
    void knowsASessionThatBeganOnTheKilledReplicaUntilItIsEnded() {
        assertThat(idle.request("tools/call", "{'name':'test_simple_text'}").status())
                .isEqualTo(200);

        assertThat(idle.end().status()).isEqualTo(204);

        assertThat(idle.request("tools/list", "{}").status()).isEqualTo(NOT_FOUND);
    }

    @Test
    void hasTheResultOfATaskThatWasDone() {
        assertThat(text(task(done))).isEqualTo("Work done in 0.0 s");
    }

    @Test
    void goesOnWithATaskThatWaitedForInput() {
        assertThat(task(waiting).path("status").stringValue()).isEqualTo("input_required");

        stateless.request(
                "tasks/update",
                waiting,
                "'taskId':'" + waiting
                        + "','inputResponses':{'confirmation':{'action':'accept','content':{'confirm':true}}},");

        awaitStatus(stateless, waiting, "completed");
        assertThat(text(task(waiting))).isEqualTo("Would have deleted a.txt");
    }

    @Test
    void runsATaskAgainWhoseToolCanBeRepeated() {
        awaitStatus(stateless, repeatable, "completed");

        assertThat(text(task(repeatable))).isEqualTo("Work done in 6.0 s");
        assertThat(Instant.parse(task(repeatable).path("lastUpdatedAt").stringValue()))
                .isAfter(killed.plusSeconds(6));
    }

    @Test
    void failsATaskWhoseToolMayNotBeRepeated() {
        awaitStatus(stateless, other, "failed");

        assertThat(message(task(other).path("error"))).contains("replica", "gone", "repeated");
        assertThat(task(other).path("statusMessage").stringValue()).contains("gone");
        assertThat(taskNews.awaitMessage("notifications/tasks")
                        .path("params")
                        .path("status")
                        .stringValue())
                .isEqualTo("failed");
    }

    @Test
    void leavesATaskAloneThatWasCancelledAfterItsReplicaWasKilled() {
        assertThat(task(unwanted).path("status").stringValue()).isEqualTo("cancelled");

        awaitStatus(stateless, other, "failed"); // what is left behind has been looked at by then

        assertThat(task(unwanted).path("status").stringValue()).isEqualTo("cancelled");
    }

    private static void accept(Cut cut) {
        String request = cut.stream().awaitMessage(ASKED).path("id").stringValue();
        assertThat(cut.session().accept(request, ADA).status()).isEqualTo(202);
    }

    private static void assertAda(JsonNode answer) {
        assertThat(text(answer)).contains("ada@example.com");
    }

    private static void trigger(SessionClient client, String what) {
        assertThat(client.request("tools/call", "{'name':'test_trigger_" + what + "_change'}")
                        .status())
                .isEqualTo(200);
    }

    private static void awaitStatus(StatelessClient client, String id, String status) {
        await().atMost(TAKEN_OVER)
                .until(() -> client.task(id)
                        .json()
                        .path("result")
                        .path("status")
                        .stringValue()
                        .equals(status));
    }

    private static JsonNode task(String id) {
        return stateless.task(id).json().path("result");
    }

    /** Of a call's answer, or of a task, which has the result in the same place. */
    private static String text(JsonNode answer) {
        return answer.path("result").path("content").path(0).path("text").asString("");
    }

    private static String message(JsonNode error) {
        return error.path("message").stringValue();
    }
}
