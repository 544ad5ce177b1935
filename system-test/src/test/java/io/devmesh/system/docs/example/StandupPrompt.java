package io.devmesh.system.docs.example;

import io.devmesh.edge.ask.CompletionCall;
import io.devmesh.edge.prompt.Prompt;
import io.devmesh.edge.prompt.PromptCall;
import io.devmesh.edge.prompt.PromptDescription;
import io.devmesh.edge.prompt.PromptResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

@ApplicationScoped
class StandupPrompt implements Prompt {
    @Override
    public PromptDescription description() {
        return new PromptDescription(
                "standup",
                Optional.of("Stand-up"),
                "Prepares what to say in the stand-up",
                List.of(new PromptDescription.Argument("team", "Which team", true)));
    }

    @Override
    public PromptResult get(PromptCall call) {
        return PromptResult.Messages.ofUser(
                "List with event_list what team " + call.argument("team").orElse("") + " did yesterday.");
    }

    @Override
    public List<String> complete(CompletionCall call) {
        return Stream.of("blue", "green")
                .filter(team -> team.startsWith(call.value()))
                .toList();
    }
}
