package io.devmesh.system.docs.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.auth.Authenticated;
import io.devmesh.edge.event.EventReader;
import io.devmesh.edge.event.PayloadView;
import io.devmesh.edge.prompt.PromptCall;
import io.devmesh.edge.prompt.PromptResult;
import io.devmesh.edge.resource.ResourceCall;
import io.devmesh.edge.tool.Talk;
import io.devmesh.edge.tool.ToolCall;
import io.devmesh.edge.tool.ToolCaller;
import io.devmesh.edge.tool.ToolResult;
import io.devmesh.shared.event.EventId;
import io.devmesh.shared.json.Json;
import io.devmesh.shared.tenant.TenantId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the page shows does what the page says. */
class ExamplesTest {
    private static final Authenticated CALLER = new Authenticated(new UUID(0, 1), new TenantId(new UUID(0, 2)));
    private static final EventId ID = new EventId(new UUID(0, 3));

    private final ToolCaller caller = new ToolCaller();
    private final List<String> deployed = new ArrayList<>();
    private final DeployTool deploy = new DeployTool(
            new EventTitleTool(null).description(), List.of(() -> deployed.add("one"), () -> deployed.add("two")));

    @Test
    void theToolAnswersAndRefuses() {
        EventTitleTool tool = new EventTitleTool(new OneEvent());

        assertThat(caller.call(tool, call("{\"id\":\"" + ID + "\"}")))
                .isEqualTo(new ToolResult.Structured(json("{\"title\":\"Broken\"}")));
        assertThat(caller.call(tool, call("{\"id\":\"" + new UUID(0, 4) + "\"}")))
                .isInstanceOf(ToolResult.Refusal.class);
        assertThat(caller.call(tool, call("{}"))).isInstanceOf(ToolResult.Refusal.class);
    }

    @Test
    void theToolThatAsksDoesNothingBeforeItIsAnswered() {
        assertThat(deploy.call(call("{}"))).isInstanceOf(ToolResult.Asks.class);
        assertThat(deploy.call(answered("{\"action\":\"decline\"}"))).isInstanceOf(ToolResult.Refusal.class);
        assertThat(deployed).isEmpty();

        assertThat(deploy.call(answered("{\"action\":\"accept\",\"content\":{\"version\":\"1.2\"}}")))
                .isEqualTo(ToolResult.Content.text("Deployed 1.2"));
        assertThat(deployed).containsExactly("one", "two");
    }

    @Test
    void thePromptCompletes() {
        StandupPrompt prompt = new StandupPrompt();

        assertThat(prompt.complete(new CompletionCall(CALLER, "team", "b", Map.of())))
                .containsExactly("blue");
        assertThat(prompt.get(new PromptCall(CALLER, Map.of("team", "blue"), Answers.none())))
                .isInstanceOf(PromptResult.Messages.class);
    }

    @Test
    void theResourceIsReadByItsUri() {
        HandbookResource handbook = new HandbookResource();
        String uri = handbook.resources(CALLER).getFirst().uri();

        assertThat(handbook.read(new ResourceCall(CALLER, uri, Answers.none()))).isPresent();
        assertThat(handbook.read(new ResourceCall(CALLER, uri + "x", Answers.none())))
                .isEmpty();
    }

    private static ToolCall call(String arguments) {
        return new ToolCall(CALLER, json(arguments));
    }

    private static ToolCall answered(String answer) {
        Answers answers = new Answers(
                Map.of("version", new Answer(json(answer))), Optional.empty(), EnumSet.noneOf(ClientCapability.class));
        return new ToolCall(CALLER, json("{}"), answers, Talk.none());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.mapper().readTree(text);
    }

    private static final class OneEvent extends EventReader {
        OneEvent() {
            super(null);
        }

        @Override
        public Optional<ObjectNode> find(TenantId tenant, EventId id, PayloadView payload) {
            return id.equals(ID) ? Optional.of(json("{\"event\":{\"subject\":\"Broken\"}}")) : Optional.empty();
        }
    }
}
