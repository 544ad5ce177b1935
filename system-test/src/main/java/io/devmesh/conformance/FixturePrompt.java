package io.devmesh.conformance;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.content.ContentBlock;
import io.devmesh.edge.prompt.Prompt;
import io.devmesh.edge.prompt.PromptCall;
import io.devmesh.edge.prompt.PromptDescription;
import io.devmesh.edge.prompt.PromptResult;
import io.devmesh.edge.prompt.PromptResult.Message;
import io.devmesh.edge.prompt.PromptResult.Messages;
import io.devmesh.edge.prompt.PromptResult.Role;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A prompt out of a name and what it gives. */
record FixturePrompt(PromptDescription description, Function<PromptCall, PromptResult> work) implements Prompt {
    /** @param arguments names of arguments that are required */
    static Prompt of(String name, String text, List<String> arguments, Function<PromptCall, PromptResult> work) {
        return new FixturePrompt(
                new PromptDescription(
                        name,
                        Optional.empty(),
                        text,
                        arguments.stream()
                                .map(argument -> new PromptDescription.Argument(argument, "Any text", true))
                                .toList(),
                        List.of(Samples.ICON)),
                work);
    }

    static PromptResult ofUser(ContentBlock... contents) {
        return new Messages(
                Optional.empty(),
                Stream.of(contents)
                        .map(content -> new Message(Role.USER, content))
                        .toList());
    }

    @Override
    public PromptResult get(PromptCall call) {
        return work.apply(call);
    }

    @Override
    public List<String> complete(CompletionCall call) {
        return Stream.of("paris", "test", "testing")
                .filter(value -> value.startsWith(call.value()))
                .toList();
    }
}
