package io.devmesh.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.shared.tenant.Grants;
import io.devmesh.system.EdgeClient.Answer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States, cursors, tasks and sessions that a server gave, in other hands, for another purpose, changed or used twice. */
@ExtendWith(FixtureStack.class)
class ReplayedIdsIT {
    private static final String TOOL = "test_elicitation";
    private static final String QUESTION = "{'message':'Who are you?'}";
    private static final String ADA =
            "{'answer':{'action':'accept','content':{'username':'ada','email':'ada@example.com'}}}";
    private static final int INVALID_PARAMS = -32602;
    private static final int NOT_FOUND = 404;

    private final Stack stack;
    private final StatelessClient owner;

    /** Of the same tenant, with a key of its own. */
    private final StatelessClient colleague;

    ReplayedIdsIT(Stack stack) {
        this.stack = stack;
        EdgeClient edge = stack.tenant("replayed-" + UUID.randomUUID());
        this.owner = new StatelessClient(edge);
        String tenant = edge.source().replaceFirst("-github$", "");
        this.colleague =
                new StatelessClient(new EdgeClient(edge.port(), stack.key(tenant, "other", Grants.USUAL), "", ""));
    }

    @Test
    void aStateIsOfOneCallerOneToolAndItsArguments() {
        String state = state();

        assertRefused(colleague.answer(TOOL, QUESTION, ADA, state));
        assertRefused(owner.answer("test_sampling", "{'prompt':'Who are you?'}", ADA, state));
        assertRefused(owner.answer(TOOL, "{'message':'And now?'}", ADA, state));
        assertRefused(owner.request(
                "prompts/get",
                TOOL,
                "'name':'" + TOOL + "','inputResponses':" + ADA + ",'requestState':'" + state + "',"));
    }

    @Test
    void aStateThatWasChangedOrMadeUpIsNone() {
        String state = state();

        for (int i = 0; i < state.length(); i += 5) {
            char other = state.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(owner.answer(TOOL, QUESTION, ADA, state.substring(0, i) + other + state.substring(i + 1)));
        }
        for (String made : List.of("", "x", state.substring(1), state + "A", state + state)) {
            assertRefused(owner.answer(TOOL, QUESTION, ADA, made));
        }
    }

    /** It is no permission: whoever holds it could ask anew as well. */
    @Test
    void aStateThatIsUsedTwiceGivesTheSameAgain() {
        String state = state();

        Answer first = owner.answer(TOOL, QUESTION, ADA, state);
        Answer second = owner.answer(TOOL, QUESTION, ADA, state);

        assertThat(first.json().path("result").toString()).contains("ada@example.com");
        assertThat(second.json()).isEqualTo(first.json());
    }

    @Test
    void aTaskIsOfTheKeyThatBeganIt() {
        String task = owner.task("slow_compute", "{'seconds':60}");

        for (String method : List.of("tasks/get", "tasks/update", "tasks/cancel")) {
            assertRefused(colleague.request(method, task, "'taskId':'" + task + "','inputResponses':{},"));
        }
        assertThat(owner.task(task).json().path("result").path("status").stringValue())
                .isEqualTo("working");
        owner.request("tasks/cancel", task, "'taskId':'" + task + "',");
        Answer again = owner.request("tasks/cancel", task, "'taskId':'" + task + "',");
        assertThat(again.status()).isLessThan(500);
        assertThat(owner.task(task).json().path("result").path("status").stringValue())
                .isEqualTo("cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tools/list", "resources/list", "prompts/list", "resources/templates/list"})
    void aCursorOfAnotherListOrMadeUpIsNone(String method) {
        for (String cursor : List.of("", "0", "MTA", "AAAA", "1 OR 1=1 --", "x".repeat(5_000))) {
            assertRefused(owner.request(method, null, "'cursor':'" + cursor + "',"));
        }
    }

    @Test
    void aCursorOfEventsThatWasChangedIsNone() {
        for (String cursor : List.of("x", "AAAA", "2026-11-27T00:00:00Z", "x".repeat(5_000))) {
            assertThat(owner.edge()
                            .tool("event_list", "{'cursor':'" + cursor + "'}")
                            .path("isError")
                            .booleanValue())
                    .as(cursor)
                    .isTrue();
        }
    }

    @Test
    void aSessionIsOfTheKeyThatBeganItAndOverWhenItEnded() {
        SessionClient session = SessionClient.begin(owner.edge());
        SessionClient stolen = session.as(colleague.edge());

        assertThat(stolen.request("ping", "{}").status()).isEqualTo(NOT_FOUND);
        assertThat(stolen.listen().status()).isEqualTo(NOT_FOUND);
        assertThat(stolen.end().status()).isEqualTo(NOT_FOUND);
        assertThat(session.request("ping", "{}").status()).isEqualTo(200);
        String id = session.session();
        for (int i = 0; i < id.length() - 1; i += 7) {
            char other = id.charAt(i) == 'A' ? 'B' : 'A';
            String changed = id.substring(0, i) + other + id.substring(i + 1);
            assertThat(new SessionClient(owner.edge(), changed)
                            .request("ping", "{}")
                            .status())
                    .isEqualTo(NOT_FOUND);
        }

        assertThat(session.end().status()).isEqualTo(204);
        assertThat(session.request("ping", "{}").status()).isEqualTo(NOT_FOUND);
    }

    /** 128 bits and more, and none like another. */
    @Test
    void idsCannotBeGuessed() {
        String first = SessionClient.begin(owner.edge()).session();
        String second = SessionClient.begin(owner.edge()).session();
        String task = owner.task("slow_compute", "{'seconds':0}");

        assertThat(first).hasSizeGreaterThanOrEqualTo(43).isNotEqualTo(second);
        assertThat(first.substring(10, 30)).isNotEqualTo(second.substring(10, 30));
        assertThat(UUID.fromString(task).version()).isIn(4, 7);
        assertThat(stack.edge().apiKey()).hasSize("usr_".length() + 43);
    }

    private String state() {
        return owner.call(TOOL, QUESTION)
                .awaitAnswer()
                .path("result")
                .path("requestState")
                .stringValue();
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.json().path("error").path("code").intValue())
                .as(answer.json().toString())
                .isEqualTo(INVALID_PARAMS);
    }
}
