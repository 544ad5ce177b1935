package io.devmesh.conformance;

import static io.devmesh.conformance.Conversation.CALLER;
import static io.devmesh.conformance.Conversation.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.InputRequest;
import io.devmesh.edge.change.Change;
import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.tool.TaskSupport;
import io.devmesh.edge.tool.Tool;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolCaller;
import io.devmesh.edge.tool.ToolDescription;
import io.devmesh.edge.tool.ToolRegistry;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.json.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FixtureToolsTest {
    private static final String ALICE = "{'action':'accept','content':{'name':'Alice','confirm':true}}";
    private static final String YES = "{'action':'accept','content':{'ok':true,'confirm':true}}";
    private static final String PARIS =
            "{'role':'assistant','content':{'type':'text','text':'Paris'},'model':'m','stopReason':'endTurn'}";
    private static final String ROOTS = "{'roots':[{'uri':'file:///test/root','name':'Test Root'}]}";

    private final List<Change> changes = new ArrayList<>();
    private final ToolRegistry tools = Produced.tools((tenant, change) -> changes.add(change));

    @Test
    void areAllDescribedAndAllThere() {
        List<String> described = Json.mapper()
                .readTree(Samples.file("tools.json"))
                .valueStream()
                .map(tool -> tool.path("name").stringValue())
                .toList();

        assertThat(descriptions())
                .extracting(tool -> tool.name().value())
                .containsExactlyInAnyOrderElementsOf(described)
                .hasSizeGreaterThan(35);
        assertThat(descriptions()).allSatisfy(tool -> {
            assertThat(tool.toJson().path("description").asString("")).isNotBlank();
            assertThat(tool.toJson().path("inputSchema").path("type").stringValue())
                    .isEqualTo("object");
        });
    }

    @Test
    void haveSchemasThatTheValidatorTakes() {
        ToolCaller caller = new ToolCaller();

        assertThat(caller.call(tool("json_schema_2020_12_tool"), call("{'contactMethod':'phone','phone':'1'}")))
                .isInstanceOf(ToolResult.Content.class);
        assertThat(caller.call(tool("json_schema_2020_12_tool"), call("{'contactMethod':'phone','email':'a'}")))
                .isInstanceOf(ToolResult.Refusal.class);
        assertThat(descriptions())
                .filteredOn(tool -> tool.toJson().path("inputSchema").has("required"))
                .isNotEmpty()
                .allSatisfy(tool -> assertThat(caller.call(tool(tool.name().value()), call("{}")))
                        .isInstanceOf(ToolResult.Refusal.class));
    }

    @Test
    void answerWithEachKindOfContent() {
        assertThat(text("test_simple_text")).isEqualTo("This is a simple text response for testing.");
        assertThat(content("test_image_content").get(0).path("mimeType").stringValue())
                .isEqualTo("image/png");
        assertThat(content("test_audio_content").get(0).path("mimeType").stringValue())
                .isEqualTo("audio/wav");
        assertThat(content("test_embedded_resource").get(0).path("resource").toString())
                .isEqualTo("{\"uri\":\"test://embedded-resource\",\"mimeType\":\"text/plain\","
                        + "\"text\":\"This is an embedded resource content.\"}");
        assertThat(content("test_multiple_content_types"))
                .extracting(block -> block.path("type").stringValue())
                .containsExactly("text", "image", "resource");
        assertThat(with("test_error_handling", "{}").call())
                .isEqualTo(new ToolResult.Refusal("This tool intentionally returns an error for testing"));
        assertThat(with("greet", "{'name':'Ada'}").text()).isEqualTo("Hello, Ada!");
        assertThat(with("test_x_mcp_header", "{'value':'SGVsbG8='}").text()).contains("SGVsbG8=");
    }

    @Test
    void tellWhatTheSuiteListensFor() {
        assertThat(news("test_tool_with_logging"))
                .containsExactly(
                        "info Tool execution started", "info Tool processing data", "info Tool execution completed");
        assertThat(news("test_tool_with_progress"))
                .containsExactly("progress 0.0/100.0", "progress 50.0/100.0", "progress 100.0/100.0");
        assertThat(news("test_logging_tool")).hasSize(1);
        assertThat(news("test_reconnection")).containsExactly("hung up");
    }

    @Test
    void tellOfChanges() {
        for (String name :
                List.of("test_trigger_tool_change", "test_trigger_prompt_change", "test_trigger_resource_change")) {
            with(name, "{}").call();
        }

        assertThat(changes)
                .containsExactly(
                        new Change.ToolsListChanged(),
                        new Change.PromptsListChanged(),
                        new Change.ResourceUpdated("test://watched-resource"));
    }

    @Test
    void askWithTheFormsThatTheSuiteReads() {
        assertThat(form("test_elicitation", "{'message':'Who?'}").params().toString())
                .contains("\"Who?\"", "\"required\":[\"username\",\"email\"]", "User's email address");
        assertThat(form("test_elicitation_sep1034_defaults", "{}")
                        .requestedSchema()
                        .path("properties")
                        .valueStream()
                        .map(field -> field.path("default").toString()))
                .containsExactly("\"John Doe\"", "30", "95.5", "\"active\"", "true");
        assertThat(form("test_elicitation_sep1330_enums", "{}")
                        .requestedSchema()
                        .path("properties")
                        .propertyNames())
                .containsExactly("untitledSingle", "titledSingle", "legacyEnum", "untitledMulti", "titledMulti");
        assertThat(with("test_elicitation", "{'message':'Who?'}")
                        .answering("answer", "{'action':'accept','content':{'username':'ada'}}")
                        .text())
                .isEqualTo("User response: action=accept, content={\"username\":\"ada\"}");
        assertThat(with("test_sampling", "{'prompt':'Capital?'}")
                        .answering("answer", PARIS)
                        .text())
                .isEqualTo("LLM response: Paris");
    }

    @Test
    void goOnWithTheAnswers() {
        assertThat(with("test_input_required_result_elicitation", "{}").asks()).containsOnlyKeys("user_name");
        assertThat(with("test_input_required_result_elicitation", "{}")
                        .answering("user_name", ALICE)
                        .text())
                .isEqualTo("Hello, Alice!");
        assertThat(with("test_input_required_result_sampling", "{}")
                        .answering("capital_question", PARIS)
                        .text())
                .isEqualTo("Paris");
        assertThat(with("test_input_required_result_list_roots", "{}")
                        .answering("client_roots", ROOTS)
                        .text())
                .contains("file:///test/root");
    }

    @Test
    void askAgainForWhatIsMissing() {
        Conversation three = with("test_input_required_result_multiple_inputs", "{}");

        assertThat(three.asks()).containsOnlyKeys("user_name", "greeting", "client_roots");
        assertThat(three.state()).isPresent();
        assertThat(three.answering("greeting", PARIS).asks()).containsOnlyKeys("user_name", "client_roots");
        assertThat(three.answering("user_name", ALICE)
                        .answering("client_roots", ROOTS)
                        .text())
                .isEqualTo("Paris, Alice! 1 roots");
    }

    @Test
    void wantTheirStateBack() {
        Conversation confirmed = with("test_input_required_result_request_state", "{}");
        confirmed.asks();

        assertThat(confirmed.answering("confirm", YES).text()).contains("state-ok");
        assertThat(with("test_input_required_result_request_state", "{}")
                        .answering("confirm", YES)
                        .asks())
                .isNotEmpty();
    }

    @Test
    void haveAnotherStateInEachRound() {
        Conversation rounds = with("test_input_required_result_multi_round", "{}");

        assertThat(rounds.asks()).containsOnlyKeys("step1");
        var first = rounds.state();
        assertThat(rounds.answering("step1", ALICE).asks()).containsOnlyKeys("step2");
        assertThat(rounds.state()).isPresent().isNotEqualTo(first);
        assertThat(rounds.answering("step2", "{'action':'accept','content':{'color':'blue'}}")
                        .text())
                .isEqualTo("Alice likes blue");
    }

    @Test
    void askOnlyForWhatTheClientCan() {
        Set<ClientCapability> sampling = EnumSet.of(ClientCapability.SAMPLING);

        assertThat(with("test_input_required_result_capabilities", "{}")
                        .with(sampling)
                        .asks()
                        .values())
                .singleElement()
                .isInstanceOf(InputRequest.Sampling.class);
    }

    @Test
    void areTasks() {
        assertThat(tool("greet").taskSupport()).isEqualTo(TaskSupport.NONE);
        assertThat(tool("failing_job").taskSupport()).isEqualTo(TaskSupport.REQUIRED);
        assertThat(with("slow_compute", "{'seconds':0.3,'label':'Sum'}").text()).isEqualTo("Sum done in 0.3 s");
        assertThatThrownBy(() -> with("protocol_error_job", "{}").call()).isInstanceOf(IllegalStateException.class);
        assertThat(with("confirm_delete", "{'filename':'a.txt'}")
                        .answering("confirmation", YES)
                        .text())
                .isEqualTo("Would have deleted a.txt");
        assertThat(with("multi_input", "{}").answering("second", ALICE).asks()).containsOnlyKeys("first");
        assertThat(tool("test_tool_with_task").asksFirst(call("{}")))
                .hasValueSatisfying(question -> assertThat(question.requests()).containsOnlyKeys("user_name"));
        assertThat(with("test_tool_with_task", "{}")
                        .answering("user_name", ALICE)
                        .text())
                .contains("Alice");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endEarlyWhenTheyAreCancelled(boolean byInterrupt) throws Exception {
        Conversation slow = with("slow_compute", "{'seconds':60}");
        CompletableFuture<ToolResult> result = new CompletableFuture<>();
        Thread worker = Thread.ofPlatform().start(() -> result.complete(slow.call()));

        if (byInterrupt) {
            worker.interrupt();
        } else {
            slow.talk().cancel();
        }

        assertThat(result.get(10, TimeUnit.SECONDS)).isInstanceOf(ToolResult.Refusal.class);
    }

    @Test
    void tellWhatBecameOfThem() {
        assertThat(fateOf("nobody")).isEqualTo("unknown");
        with("test_watched_wait", "{'label':'patient','seconds':0}").call();
        assertThat(fateOf("patient")).isEqualTo("done");
        Conversation unwanted = with("test_watched_wait", "{'label':'unwanted','seconds':60}");
        unwanted.talk().cancel();
        unwanted.call();
        assertThat(fateOf("unwanted")).isEqualTo("cancelled");
        Conversation unread = with("test_watched_flood", "{'label':'unread','mebibytes':1024}");
        unread.talk().cancel();
        unread.call();
        assertThat(fateOf("unread")).isEqualTo("cancelled after 1 MiB");
    }

    private String fateOf(String label) {
        return with("test_fate_of", "{'label':'" + label + "'}").text();
    }

    private Tool tool(String name) {
        return tools.find(name).orElseThrow();
    }

    private Conversation with(String name, String arguments) {
        return new Conversation(tool(name), arguments);
    }

    private String text(String name) {
        return with(name, "{}").text();
    }

    private List<String> news(String name) {
        assertThat(tool(name).takesLong()).isTrue();
        Conversation conversation = with(name, "{}");
        conversation.call();
        return conversation.talk().news();
    }

    private InputRequest.Form form(String name, String arguments) {
        Map<String, InputRequest> requests = with(name, arguments).asks();
        return (InputRequest.Form) requests.values().iterator().next();
    }

    private List<? extends JsonNode> content(String name) {
        return ((ToolResult.Content) with(name, "{}").call())
                .blocks().stream().map(ContentBlock::toJson).toList();
    }

    private static ToolCall call(String arguments) {
        return new ToolCall(CALLER, json(arguments));
    }

    private List<ToolDescription> descriptions() {
        return tools.all().stream().map(Tool::description).toList();
    }
}
