package io.devmesh.conformance;

import io.devmesh.edge.ask.Question;
import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.content.ResourceContents;
import io.devmesh.edge.prompt.Prompt;
import io.devmesh.edge.prompt.PromptResult;
import io.devmesh.edge.prompt.PromptResult.Messages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.List;

/** One prompt of each kind. */
@ApplicationScoped
class FixturePrompts {
    @Produces
    Prompt simple() {
        return FixturePrompt.of(
                "test_simple_prompt",
                "Has no arguments",
                List.of(),
                call -> Messages.ofUser("This is a simple prompt for testing."));
    }

    @Produces
    Prompt withArguments() {
        return FixturePrompt.of(
                "test_prompt_with_arguments",
                "Has two arguments",
                List.of("arg1", "arg2"),
                call -> Messages.ofUser("Prompt with arguments: arg1='%s', arg2='%s'"
                        .formatted(
                                call.arguments().get("arg1"), call.arguments().get("arg2"))));
    }

    @Produces
    Prompt withResource() {
        return FixturePrompt.of(
                "test_prompt_with_embedded_resource",
                "Has a resource with its contents",
                List.of("resourceUri"),
                call -> FixturePrompt.ofUser(
                        new ContentBlock.Embedded(new ResourceContents.Text(
                                call.arguments().get("resourceUri"),
                                "text/plain",
                                "Embedded resource content for testing.")),
                        new ContentBlock.Text("Please process the embedded resource above.")));
    }

    @Produces
    Prompt withImage() {
        return FixturePrompt.of(
                "test_prompt_with_image",
                "Has a picture",
                List.of(),
                call -> FixturePrompt.ofUser(
                        Samples.picture(), new ContentBlock.Text("Please analyze the image above.")));
    }

    @Produces
    Prompt asking() {
        return FixturePrompt.of(
                "test_input_required_result_prompt",
                "Asks before it gives anything",
                List.of(),
                call -> call.answers()
                        .find("user_context")
                        .<PromptResult>map(answer -> Messages.ofUser("Context: " + Asking.field(answer, "context")))
                        .orElseGet(() -> new PromptResult.Asks(Question.of(
                                "user_context",
                                Asking.form("What context should the prompt use?", "context", "string")))));
    }
}
