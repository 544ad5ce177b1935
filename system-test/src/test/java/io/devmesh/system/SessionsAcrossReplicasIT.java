package io.devmesh.system;

import static io.devmesh.system.EventStream.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.devmesh.system.EdgeClient.Answer;
import io.devmesh.system.EventStream.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A session belongs to no replica: what begins on one goes on on the other. */
class SessionsAcrossReplicasIT {
    private static final String TOOLS_CHANGED = "notifications/tools/list_changed";
    private static final String UPDATED = "notifications/resources/updated";
    private static final String PROGRESS = "notifications/progress";
    private static final String ASKED = "elicitation/create";
    private static final String WATCHED = "{'uri':'test://watched-resource'}";
    private static final String QUESTION = "{'message':'Who are you?'}";
    private static final String ADA = "{'username':'ada','email':'ada@example.com'}";
    private static final int NOT_FOUND = 404;

    private static Stack stack;
    private static int portOfOther;

    private SessionClient here;
    private SessionClient there;

    @BeforeAll
    static void start() {
        stack = Stack.startWithFixtures("sessions", Map.of());
        portOfOther = stack.startEdge("edge-2");
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @BeforeEach
    void begin() {
        here = SessionClient.begin(stack.edge());
        there = here.on(portOfOther);
    }

    @Test
    void hearsOnOneReplicaWhatChangedOnTheOther() {
        try (EventStream stream = there.listen()) {
            trigger(here, "tool");

            assertThat(stream.awaitMessage(TOOLS_CHANGED).has("id")).isFalse();
        }
    }

    @Test
    void hearsOfAResourceThatItSubscribedToOnTheOtherReplicaUntilItUnsubscribes() {
        try (EventStream stream = there.listen()) {
            assertThat(here.request("resources/subscribe", WATCHED).status()).isEqualTo(200);
            trigger(there, "resource");
            assertThat(stream.awaitMessage(UPDATED).path("params").path("uri").stringValue())
                    .isEqualTo("test://watched-resource");

            assertThat(there.request("resources/unsubscribe", WATCHED).status()).isEqualTo(200);
            trigger(here, "resource");
            trigger(here, "tool"); // comes later, on the same bus
            stream.awaitMessage(TOOLS_CHANGED);
            assertThat(stream.messages(UPDATED)).hasSize(1);
        }
    }

    @Test
    void keepsASubscriptionForStreamsThatAreOpenedLater() {
        here.request("resources/subscribe", WATCHED);

        try (EventStream stream = there.listen()) {
            trigger(here, "resource");

            stream.awaitMessage(UPDATED);
        }
    }

    @Test
    void goesOnWithItsStreamOnTheOtherReplicaWithoutLossOrDouble() {
        EventStream first = here.listen();
        trigger(there, "tool");
        first.awaitMessage(TOOLS_CHANGED);
        String last = first.lastId();
        first.close();
        trigger(here, "prompt");
        trigger(there, "tool");
        trigger(here, "prompt");

        try (EventStream second = there.listen(last)) {
            trigger(here, "tool");

            second.awaitMessages(TOOLS_CHANGED, 2);
            assertThat(second.messages())
                    .extracting(message -> message.path("method").stringValue())
                    .containsExactly(
                            "notifications/prompts/list_changed",
                            TOOLS_CHANGED,
                            "notifications/prompts/list_changed",
                            TOOLS_CHANGED);
        }
    }

    @Test
    void missesNothingThatChangedAfterTheStreamBeganEvenBeforeItsFirstMessage() {
        EventStream first = here.listen();
        await().atMost(PATIENCE).until(() -> !first.events().isEmpty());
        String last = first.lastId();
        first.close();
        trigger(there, "tool");

        try (EventStream second = there.listen(last)) {
            second.awaitMessage(TOOLS_CHANGED);
        }
    }

    @Test
    void getsTheRestOfACallsStreamAndItsAnswerOnceOnTheOtherReplica() {
        int id = SessionClient.newId();
        EventStream first = here.call(id, "slow_compute", "{'seconds':4}");
        first.awaitMessages(PROGRESS, 2);
        first.close();
        List<JsonNode> before = first.messages(PROGRESS);

        EventStream second = there.listen(first.lastId());

        assertThat(second.awaitAnswer().path("id").intValue()).isEqualTo(id);
        assertThat(second.awaitOver()).isEqualTo(State.ENDED);
        assertThat(second.answers()).hasSize(1);
        assertThat(IntStream.rangeClosed(1, 16).mapToDouble(step -> step / 4.0))
                .containsExactlyElementsOf(List.of(before, second.messages(PROGRESS)).stream()
                        .flatMap(List::stream)
                        .map(message -> message.path("params").path("progress").doubleValue())
                        .toList());
        EventStream again = there.listen(first.lastId());
        assertThat(again.awaitOver()).isEqualTo(State.ENDED);
        assertThat(again.messages()).isEqualTo(second.messages());
    }

    @Test
    void bringsTheAnswerToTheStreamThatIsStillOpenWhenTheOtherReplicaGotTheForm() {
        askHereAndAnswerThere();
    }

    @Test
    void keepsTheAnswerForWhoeverComesBackAfterTheStreamWasCut() {
        EventStream call = here.call(SessionClient.newId(), "test_elicitation", QUESTION);
        String request = call.awaitMessage(ASKED).path("id").stringValue();
        call.close();
        assertThat(here.accept(request, ADA).status()).isEqualTo(202);

        EventStream resumed = there.listen(call.lastId());

        assertThat(text(resumed.awaitAnswer())).contains("ada@example.com");
        assertThat(resumed.awaitOver()).isEqualTo(State.ENDED);
    }

    @Test
    void takesTheFirstAnswerToAFormAndDropsOthers() {
        EventStream call = here.call(SessionClient.newId(), "test_elicitation", QUESTION);
        String request = call.awaitMessage(ASKED).path("id").stringValue();

        here.accept(request, ADA);
        there.accept(request, "{'username':'eve','email':'eve@example.com'}");

        assertThat(text(call.awaitAnswer())).contains("ada@example.com");
        assertThat(call.awaitOver()).isEqualTo(State.ENDED);
        assertThat(call.answers()).hasSize(1);
    }

    @Test
    void stopsACallThatIsCancelledThroughTheOtherReplica() {
        int id = SessionClient.newId();
        EventStream call = here.call(id, "slow_compute", "{'seconds':300}");
        call.awaitMessage(PROGRESS);

        assertThat(there.cancel(id).status()).isEqualTo(202);

        assertThat(call.awaitOver()).isEqualTo(State.ENDED);
        assertThat(call.answers()).isEmpty();
        assertThat(there.listen(call.lastId()).awaitOver()).isEqualTo(State.ENDED);
    }

    @Test
    void endsTheStreamOfAQuestionThatIsCancelledThroughTheOtherReplica() {
        int id = SessionClient.newId();
        EventStream call = here.call(id, "test_elicitation", QUESTION);
        String request = call.awaitMessage(ASKED).path("id").stringValue();

        there.cancel(id);

        assertThat(call.awaitOver()).isEqualTo(State.ENDED);
        assertThat(call.answers()).isEmpty();
        assertThat(there.accept(request, ADA).status()).isEqualTo(202);
        EventStream resumed = there.listen(call.lastId());
        assertThat(resumed.awaitOver()).isEqualTo(State.ENDED);
        assertThat(resumed.answers()).isEmpty();
    }

    @Test
    void logsAsTheOtherReplicaWasTold() {
        assertThat(here.request("logging/setLevel", "{'level':'error'}").status())
                .isEqualTo(200);

        EventStream quiet = there.call(SessionClient.newId(), "test_tool_with_logging", "{}");
        quiet.awaitAnswer();
        assertThat(quiet.messages("notifications/message")).isEmpty();

        here.request("logging/setLevel", "{'level':'debug'}");
        EventStream loud = there.call(SessionClient.newId(), "test_tool_with_logging", "{}");
        loud.awaitAnswer();
        assertThat(loud.messages("notifications/message")).hasSize(3);
    }

    @Test
    void isOverEverywhereAsSoonAsItIsEndedAnywhere() {
        EventStream changes = there.listen();
        EventStream call = there.call(SessionClient.newId(), "test_elicitation", QUESTION);
        String request = call.awaitMessage(ASKED).path("id").stringValue();

        assertThat(here.end().status()).isEqualTo(204);

        await().atMost(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(there.request("tools/list", "{}").status()).isEqualTo(NOT_FOUND));
        assertThat(here.request("tools/list", "{}").status()).isEqualTo(NOT_FOUND);
        assertThat(there.accept(request, ADA).status()).isEqualTo(NOT_FOUND);
        assertThat(changes.awaitOver()).isEqualTo(State.ENDED);
        assertThat(call.awaitOver()).isEqualTo(State.ENDED);
        assertThat(there.listen().status()).isEqualTo(NOT_FOUND);
        assertThat(there.end().status()).isEqualTo(NOT_FOUND);
    }

    @Test
    void isUnknownToEveryOtherKey() {
        EventStream call = here.call(SessionClient.newId(), "test_elicitation", QUESTION);
        String request = call.awaitMessage(ASKED).path("id").stringValue();
        SessionClient stranger = there.as(stack.tenant("stranger"));
        SessionClient colleague = there.as(stack.tenant("acme"));

        for (SessionClient other : List.of(stranger, colleague)) {
            assertThat(other.request("ping", "{}").status()).isEqualTo(NOT_FOUND);
            assertThat(other.accept(request, ADA).status()).isEqualTo(NOT_FOUND);
            assertThat(other.listen().status()).isEqualTo(NOT_FOUND);
            assertThat(other.listen(call.lastId()).status()).isEqualTo(NOT_FOUND);
            assertThat(other.end().status()).isEqualTo(NOT_FOUND);
        }
        assertThat(call.answers()).isEmpty();
        here.accept(request, ADA);
        call.awaitAnswer();
    }

    @Test
    void hasOneStreamOfChangesWhichASecondReplaces() {
        EventStream first = here.listen();
        try (EventStream second = there.listen()) {
            assertThat(first.awaitOver()).isEqualTo(State.ENDED);
            trigger(here, "tool");
            second.awaitMessage(TOOLS_CHANGED);
            assertThat(second.state()).isEqualTo(State.OPEN);
        }
    }

    @Test
    void worksWithoutRedisWhereNothingIsSharedAndHealsWhenItIsBack() {
        EventStream listening = there.listen();
        trigger(here, "tool");
        listening.awaitMessage(TOOLS_CHANGED);
        StatelessClient stateless = new StatelessClient(stack.edge());
        EventStream subscribed = stateless.on(portOfOther).listen(7, "{'promptsListChanged':true}");

        stack.redis().kill();
        try {
            assertThat(here.request("tools/list", "{}").status()).isEqualTo(200);
            assertThat(there.request("tools/call", "{'name':'test_simple_text'}")
                            .status())
                    .isEqualTo(200);
            SessionClient begun = SessionClient.begin(stack.edge());
            assertThat(begun.request("ping", "{}").status()).isEqualTo(200);
            EventStream working = here.call(SessionClient.newId(), "test_tool_with_progress", "{}");
            assertThat(working.awaitAnswer().has("result")).isTrue();
            assertThat(working.messages(PROGRESS)).hasSize(3);
            assertThat(stateless.request("tools/list", null, "").status()).isEqualTo(200);
            assertThat(stateless
                            .call("test_elicitation", QUESTION)
                            .awaitAnswer()
                            .path("result")
                            .path("resultType")
                            .stringValue())
                    .isEqualTo("input_required");

            assertAway(here.request("resources/subscribe", WATCHED));
            // It may have become a stream before Redis was given up.
            assertThat(here.call(SessionClient.newId(), "test_elicitation", QUESTION)
                            .awaitAnswer()
                            .path("error")
                            .path("message")
                            .stringValue())
                    .contains("Redis", "away");
            assertAway(here.request("logging/setLevel", "{'level':'error'}"));
            assertAway(begun.end());
            assertThat(begun.listen()
                            .awaitAnswer()
                            .path("error")
                            .path("message")
                            .stringValue())
                    .contains("Redis", "away");
        } finally {
            stack.redis().start();
            for (SessionClient client : List.of(here, there)) {
                await().atMost(PATIENCE)
                        .until(() ->
                                client.request("resources/subscribe", WATCHED).status() == 200);
            }
        }

        trigger(here, "tool");
        trigger(here, "prompt");
        trigger(here, "resource");
        listening.awaitMessages(TOOLS_CHANGED, 2);
        listening.awaitMessage(UPDATED);
        subscribed.awaitMessage("notifications/prompts/list_changed");
        askHereAndAnswerThere();
        assertThat(listening.messages(TOOLS_CHANGED)).hasSize(2);
        listening.close();
        subscribed.close();
    }

    private void askHereAndAnswerThere() {
        try (EventStream call = here.call(SessionClient.newId(), "test_elicitation", QUESTION)) {
            String request = call.awaitMessage(ASKED).path("id").stringValue();

            assertThat(there.accept(request, ADA).status()).isEqualTo(202);

            assertThat(text(call.awaitAnswer())).contains("action=accept", "ada@example.com");
            assertThat(call.awaitOver()).isEqualTo(State.ENDED);
            assertThat(call.answers()).hasSize(1);
        }
    }

    private static void assertAway(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("error").path("message").stringValue()).contains("Redis", "away");
    }

    private static void trigger(SessionClient client, String what) {
        assertThat(client.request("tools/call", "{'name':'test_trigger_" + what + "_change'}")
                        .status())
                .isEqualTo(200);
    }

    private static String text(JsonNode answer) {
        return answer.path("result").path("content").path(0).path("text").stringValue();
    }
}
