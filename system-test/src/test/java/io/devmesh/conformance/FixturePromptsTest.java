package io.devmesh.conformance;

import static io.devmesh.conformance.Conversation.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.devmesh.edge.ask.Answer;
import io.devmesh.edge.ask.Answers;
import io.devmesh.edge.ask.ClientCapability;
import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.prompt.Prompt;
import io.devmesh.edge.prompt.PromptCall;
import io.devmesh.edge.prompt.PromptRegistry;
import io.devmesh.edge.prompt.PromptResult;
import io.devmesh.edge.prompt.PromptResult.Messages;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FixturePromptsTest {
    private final PromptRegistry prompts = Produced.prompts();

    @Test
    void giveWhatTheSuiteExpects() {
        assertThat(messages("test_simple_prompt", Map.of()))
                .isEqualTo("{\"type\":\"text\",\"text\":\"This is a simple prompt for testing.\"}");
        assertThat(messages("test_prompt_with_arguments", Map.of("arg1", "a", "arg2", "b")))
                .contains("Prompt with arguments: arg1='a', arg2='b'");
        assertThat(messages("test_prompt_with_embedded_resource", Map.of("resourceUri", "test://x")))
                .contains("\"uri\":\"test://x\"", "Please process the embedded resource above.");
        assertThat(messages("test_prompt_with_image", Map.of()))
                .contains("image/png", "Please analyze the image above.");
    }

    @Test
    void askBeforeTheyGiveAnything() {
        Prompt prompt =
                prompts.find(CALLER, "test_input_required_result_prompt").orElseThrow();
        Answer answer = new Answer(Conversation.json("{'action':'accept','content':{'context':'a test'}}"));

        assertThat(prompt.get(new PromptCall(CALLER, Map.of(), Answers.none())))
                .isInstanceOfSatisfying(
                        PromptResult.Asks.class,
                        asks -> assertThat(asks.question().requests()).containsOnlyKeys("user_context"));
        assertThat(prompt.get(new PromptCall(
                        CALLER,
                        Map.of(),
                        new Answers(
                                Map.of("user_context", answer),
                                Optional.empty(),
                                EnumSet.noneOf(ClientCapability.class)))))
                .isEqualTo(Messages.ofUser("Context: a test"));
    }

    @Test
    void completeArguments() {
        assertThat(prompts.find(CALLER, "test_prompt_with_arguments")
                        .orElseThrow()
                        .complete(new CompletionCall(CALLER, "arg1", "test", Map.of())))
                .containsExactly("test", "testing");
    }

    private String messages(String name, Map<String, String> arguments) {
        Prompt prompt = prompts.find(CALLER, name).orElseThrow();
        StringBuilder contents = new StringBuilder();
        ((Messages) prompt.get(new PromptCall(CALLER, arguments, Answers.none())))
                .messages()
                .forEach(message -> contents.append(message.content().toJson()));
        return contents.toString();
    }
}
